// What we paint ourselves over vis-network's nodes and edges: a veil over all but what is looked at, and the labels.

import { placeLabels, shorten } from "./labels.js";
import { displayColor } from "./palette.js";
import { tracePath } from "./shapes.js";

/**
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {{id: number, label: string, x: number, y: number, r: number, shape: string, color: string, rank: number, community: number, isKnown: boolean, isLandmark: boolean}} Item
 * A node on the stage; `x` and `y` are where it stands now. What only the vocabulary knows is drawn hollow, its lines pale. Landmarks are of a class by which people find their way.
 * @typedef {{from: number, to: number, width: number, stated: boolean}} Line
 * @typedef {{items: Map<number, Item>, ranked: Item[], highest: Item[], lines: Line[]}} Scene `ranked` is in the order of `rankItems`, `highest` is what `listHighest` finds in it
 * @typedef {{width: number, height: number, left: number, scale: number, most: number, toScreen: (x: number, y: number) => {x: number, y: number}}} View
 * The part in sight: the screen's size in pixels, how far a card covers its left side, the scale, how many labels at the most, and from the picture's places to the screen's.
 * @typedef {{center: number, ids: Set<number>, lines: {from: number, to: number, label: string, arrow: boolean, isKnown: boolean}[]}} Emphasis
 */

const STRONG = 0.35;
/** From this rank on, a label is bold. */

const FIRST = 16;
/** So many of the first, and of the most important, are named where another has to give up some of its room. */

const FEW = 40;
/** So many that are looked at, and all that is strong, are named likewise. */

const [SOME, LITTLE] = [300, 60];
/** How much of nodes their names may cover then, in square pixels: of a node of middle size, and of a small one. */

/**
 * @param {Item[]} items
 * @returns {Item[]} the most important first, landmarks before all that is small: so labels are chosen
 */
export function rankItems(items) {
  /** @param {Item} item */
  const weight = (item) => item.rank + (item.isLandmark ? STRONG : 0);
  return [...items].sort((a, b) => weight(b) - weight(a) || a.id - b.id);
}

/**
 * @param {Item[]} ranked
 * @returns {Item[]} the highest ranked, landmarks or not
 */
export function listHighest(ranked) {
  return ranked.slice(0, FIRST * 20).sort((a, b) => b.rank - a.rank || a.id - b.id).slice(0, FIRST);
}

/**
 * Fade all, then paint what is looked at over it.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {Emphasis} emphasis
 * @param {Palette} palette
 * @param {number} scale
 * @param {number} strength of the veil, 0 to 1
 */
export function paintEmphasis(context, scene, emphasis, palette, scale, strength) {
  context.save();
  const ratio = context.getTransform().a / scale;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = strength;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
  const isCrowded = emphasis.lines.length > 150;
  context.lineWidth = isCrowded ? Math.max(0.8, 0.9 / scale) : Math.max(1.1, 1.3 / scale);
  for (const line of emphasis.lines) paintLine(context, scene, line, palette, scale, (isCrowded ? 0.25 : 0.75) * (line.isKnown ? 0.4 : 1));
  for (const id of emphasis.ids) {
    const item = scene.items.get(id);
    if (item) paintItem(context, item, palette, scale, id === emphasis.center);
  }
  if (emphasis.lines.length <= 14) for (const line of joinLabels(emphasis.lines)) paintLineLabel(context, scene, line, palette, scale);
}

/**
 * One label for all lines between two nodes: else one would be written over the other.
 * @param {Emphasis["lines"]} lines
 * @returns {{from: number, to: number, label: string}[]}
 */
export function joinLabels(lines) {
  /** @type {Map<string, {from: number, to: number, label: string}>} */
  const joined = new Map();
  for (const { from, to, label } of lines) {
    const key = `${Math.min(from, to)} ${Math.max(from, to)}`;
    const one = joined.get(key);
    if (!one) joined.set(key, { from, to, label });
    else if (!one.label.split(", ").includes(label)) one.label += `, ${label}`;
  }
  return [...joined.values()];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Item} item
 * @param {Palette} palette
 * @param {number} scale
 * @param {boolean} isCenter
 */
function paintItem(context, item, palette, scale, isCenter) {
  tracePath(context, item.shape, item.x, item.y, item.r);
  const color = displayColor(item.color, palette.isDark);
  [context.fillStyle, context.strokeStyle] = item.isKnown ? [palette.paper, color] : [color, palette.paper];
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
  if (!isCenter) return;
  context.beginPath();
  context.arc(item.x, item.y, item.r + 6 / scale, 0, Math.PI * 2);
  context.strokeStyle = palette.accent;
  context.lineWidth = 2.5 / scale;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {{from: number, to: number, arrow: boolean}} line
 * @param {Palette} palette
 * @param {number} scale
 * @param {number} alpha faint lines have no arrows
 */
function paintLine(context, scene, line, palette, scale, alpha) {
  const [a, b] = [scene.items.get(line.from), scene.items.get(line.to)];
  if (!a || !b) return;
  context.strokeStyle = context.fillStyle = palette.soft;
  context.globalAlpha = alpha;
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.lineTo(b.x, b.y);
  context.stroke();
  if (line.arrow && alpha > 0.25) {
    const angle = Math.atan2(b.y - a.y, b.x - a.x);
    const tip = { x: b.x - Math.cos(angle) * (b.r + 2), y: b.y - Math.sin(angle) * (b.r + 2) };
    const long = Math.max(6, 7 / scale);
    context.beginPath();
    context.moveTo(tip.x, tip.y);
    context.lineTo(tip.x - long * Math.cos(angle - 0.4), tip.y - long * Math.sin(angle - 0.4));
    context.lineTo(tip.x - long * Math.cos(angle + 0.4), tip.y - long * Math.sin(angle + 0.4));
    context.fill();
  }
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {{from: number, to: number, label: string}} line
 * @param {Palette} palette
 * @param {number} scale
 */
function paintLineLabel(context, scene, line, palette, scale) {
  const [a, b] = [scene.items.get(line.from), scene.items.get(line.to)];
  if (!a || !b || !line.label) return;
  const length = Math.hypot(a.x - b.x, a.y - b.y) * scale;
  context.font = `${11 / scale}px ${FONT}`;
  if (context.measureText(line.label).width * scale > length - 24) return;
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 4 / scale;
  context.strokeStyle = palette.paper;
  context.fillStyle = palette.soft;
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2 + 4 / scale];
  context.strokeText(line.label, x, y);
  context.fillText(line.label, x, y);
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

/** @type {Map<string, number>} */
const widths = new Map();

/**
 * Choose labels for what is in sight: what is looked at first, then by importance.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {Emphasis | null} emphasis
 * @param {View} view
 */
export function chooseLabels(context, scene, emphasis, view) {
  /** @type {import("./labels.js").Wish[]} */
  const wishes = [];
  const first = new Set(emphasis ? [emphasis.center] : [...scene.ranked.slice(0, FIRST), ...scene.highest].map((item) => item.id));
  /** @type {(id: number, isStrong: boolean) => number} */
  const allowCover = (id, isStrong) => (first.has(id) ? SOME : isStrong || (emphasis && emphasis.ids.size <= FEW) ? LITTLE : 0);
  /** @param {Item} item */
  const wish = (item) => {
    const { x, y } = view.toScreen(item.x, item.y);
    const strong = item.id === emphasis?.center || (!emphasis && item.rank > STRONG);
    wishes.push({
      id: item.id, x, y, r: item.r * view.scale, text: shorten(item.label, strong ? 40 : 28),
      size: 11 + Math.round(Math.sqrt(item.rank) * 4), strong, isSoft: item.isKnown, mayCover: allowCover(item.id, strong),
    });
  };
  if (emphasis) {
    const center = scene.items.get(emphasis.center);
    if (center) wish(center);
    for (const item of scene.ranked) if (emphasis.ids.has(item.id) && item !== center) wish(item);
  } else {
    for (const item of scene.ranked.slice(0, view.most * 2)) wish(item);
  }
  /** @param {import("./labels.js").Wish} one */
  const measure = (one) => {
    const font = `${one.strong ? 600 : 400} ${one.size}px ${FONT}`;
    const key = font + one.text;
    let width = widths.get(key);
    if (width === undefined) {
      context.font = font;
      width = context.measureText(one.text).width;
      widths.set(key, width);
    }
    return width;
  };
  return placeLabels(wishes, measure, { ...view, others: emphasis ? [] : listDiscs(scene.ranked.slice(view.most * 2), view) });
}

/**
 * @param {Item[]} items
 * @param {View} view
 * @returns {import("./labels.js").Disc[]}
 */
function listDiscs(items, view) {
  return items.map((item) => ({ ...view.toScreen(item.x, item.y), r: item.r * view.scale }));
}

/**
 * @param {CanvasRenderingContext2D} context with a transform in which one unit is one pixel of the screen
 * @param {import("./labels.js").Label[]} labels
 * @param {Palette} palette
 */
export function paintLabels(context, labels, palette) {
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = palette.paper;
  for (const label of labels) {
    context.font = `${label.strong ? 600 : 400} ${label.size}px ${FONT}`;
    context.globalAlpha = 0.85;
    context.strokeText(label.text, label.x, label.y);
    context.globalAlpha = 1;
    context.fillStyle = label.isSoft ? palette.soft : palette.ink;
    context.fillText(label.text, label.x, label.y);
  }
}
