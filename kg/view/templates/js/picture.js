// What is seen, as a file: PNG from the canvas, SVG drawn anew from the same scene.

import { saveFile } from "./csv.js";
import { chooseLabels } from "./overlay.js";
import { displayColor } from "./palette.js";
import { toSvg } from "./shapes.js";

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./palette.js").Palette} palette
 */
export function savePng(canvas, palette) {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = /** @type {CanvasRenderingContext2D} */ (copy.getContext("2d"));
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => blob && saveFile("graph.png", blob), "image/png");
}

/**
 * @param {import("./overlay.js").Scene} scene
 * @param {import("./overlay.js").Emphasis | null} emphasis
 * @param {import("./palette.js").Palette} palette
 * @param {import("./overlay.js").View} view
 */
export function saveSvg(scene, emphasis, palette, view) {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const text = drawSvg(scene, chooseLabels(context, scene, emphasis, view), emphasis, palette, view);
  saveFile("graph.svg", new Blob([text], { type: "image/svg+xml" }));
}

/**
 * @param {import("./overlay.js").Scene} scene
 * @param {import("./labels.js").Label[]} labels
 * @param {import("./overlay.js").Emphasis | null} emphasis
 * @param {import("./palette.js").Palette} palette
 * @param {import("./overlay.js").View} view
 */
export function drawSvg(scene, labels, emphasis, palette, view) {
  const { width, height, scale, toScreen } = view;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" font-family="system-ui, sans-serif">`,
    `<rect width="100%" height="100%" fill="${escapeXml(palette.paper)}"/>`,
    `<g stroke="${escapeXml(palette.edge)}">`,
  ];
  for (const line of scene.lines) {
    const [a, b] = [scene.items.get(line.from), scene.items.get(line.to)];
    if (!a || !b) continue;
    const [from, to] = [toScreen(a.x, a.y), toScreen(b.x, b.y)];
    const isSeen = !emphasis || (emphasis.ids.has(a.id) && emphasis.ids.has(b.id));
    parts.push(
      `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke-width="${round(line.width * scale)}" opacity="${isSeen ? 0.35 : 0.06}"/>`,
    );
  }
  parts.push("</g>", `<g stroke="${escapeXml(palette.paper)}" stroke-width="1.5">`);
  for (const item of scene.items.values()) {
    const { x, y } = toScreen(item.x, item.y);
    const { tag, props } = toSvg(item.shape, x, y, item.r * scale);
    const places = Object.entries(props).map(([name, value]) => `${name}="${value}"`).join(" ");
    const faded = emphasis && !emphasis.ids.has(item.id) ? ' opacity="0.15"' : "";
    const title = escapeXml(item.label);
    const color = escapeXml(displayColor(item.color, palette.isDark));
    const paint = item.isKnown ? `fill="${escapeXml(palette.paper)}" stroke="${color}"` : `fill="${color}"`;
    parts.push(`<${tag} ${places} ${paint}${faded}><title>${title}</title></${tag}>`);
  }
  parts.push("</g>", `<g text-anchor="middle" fill="${escapeXml(palette.ink)}" stroke="${escapeXml(palette.paper)}" stroke-width="3" paint-order="stroke">`);
  for (const label of labels) {
    const weight = label.strong ? ' font-weight="600"' : "";
    parts.push(`<text x="${round(label.x)}" y="${round(label.y)}" font-size="${label.size}"${weight}>${escapeXml(label.text)}</text>`);
  }
  parts.push("</g>", "</svg>");
  return parts.join("\n");
}

/** @param {number} number */
function round(number) {
  return Math.round(number * 10) / 10;
}

/**
 * @param {string} text
 * @returns {string} safe in text and in quoted attributes; characters that XML does not know are left out
 */
export function escapeXml(text) {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}
