// Small pictures: a class' shape, and the lines of the page's own buttons.

import { svg } from "./dom.js";
import { displayColor, readPalette } from "./palette.js";
import { toSvg } from "./shapes.js";

export const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  reset: "M4 10a6 6 0 1 0 2-4.5M4 3v4h4",
  picture: "M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.5L17 14M13 7.5h.01",
  vector: "M4 16C6 6 14 14 16 4M2.5 14.5h3v3h-3zM14.5 2.5h3v3h-3z",
};

/**
 * @param {import("./data.js").EntityClass} cls
 * @param {boolean} [isHollow] for what only the vocabulary names
 * @returns {SVGElement} decorative: the class' name stands beside it
 */
export function shapeIcon(cls, isHollow = false) {
  const { tag, props } = toSvg(cls.shape, 8, 8, 6);
  const color = displayColor(cls.color, readPalette().isDark);
  const paint = isHollow ? { fill: "none", stroke: color, "stroke-width": 1.5 } : { fill: color };
  return svg("svg", { viewBox: "0 0 16 16", class: "shape", "aria-hidden": "true" }, svg(tag, { ...props, ...paint }));
}
