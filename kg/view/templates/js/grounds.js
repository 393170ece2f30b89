// The soft grounds under communities, which tell the regions of the picture. They are painted once for a picture and then
// laid under it as an image: painting them at every frame would take longer than all the rest.

import { hullColor } from "./palette.js";

/**
 * @typedef {import("./overlay.js").Item} Item
 * @typedef {{image: HTMLCanvasElement, x: number, y: number, width: number, height: number}} Grounds
 * An image and where it lies in the picture.
 */

const REACH = 46;
/** How far a community's ground reaches around its members, and what counts as near. */

const MOST_GROUNDS = 14;
/** More tints could not be told apart. */

const MOST_PIXELS = 1200;
/** Of the image's longer side; the edges are soft anyway. */

/**
 * Paint a ground for each community of some size. Members that stand far from the others get none, so that grounds tell
 * regions and not every straggler.
 * @param {Iterable<Item>} items
 * @param {import("./palette.js").Palette} palette
 * @returns {Grounds | null} null when no community is large enough
 */
export function paintGrounds(items, palette) {
  const communities = listCommunities(items);
  if (!communities.length) return null;
  const all = communities.flat();
  const left = Math.min(...all.map((item) => item.x - item.r)) - REACH * 2;
  const top = Math.min(...all.map((item) => item.y - item.r)) - REACH * 2;
  const width = Math.max(...all.map((item) => item.x + item.r)) + REACH * 2 - left;
  const height = Math.max(...all.map((item) => item.y + item.r)) + REACH * 2 - top;
  const scale = Math.min(1, MOST_PIXELS / Math.max(width, height));
  const image = document.createElement("canvas");
  [image.width, image.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  const context = /** @type {CanvasRenderingContext2D} */ (image.getContext("2d"));
  context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  context.lineWidth = REACH * 1.5;
  context.lineCap = "round";
  communities.forEach((members, place) => {
    context.fillStyle = context.strokeStyle = hullColor(palette, place);
    paintCommunity(context, members);
  });
  return { image, x: left, y: top, width, height };
}

/**
 * @param {Iterable<Item>} items
 * @returns {Item[][]} the largest first
 */
function listCommunities(items) {
  /** @type {Map<number, Item[]>} */
  const members = new Map();
  for (const item of items) {
    if (item.isKnown) continue;
    const found = members.get(item.community);
    if (found) found.push(item);
    else members.set(item.community, [item]);
  }
  return [...members.entries()]
    .filter(([, found]) => found.length > 3)
    .sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
    .slice(0, MOST_GROUNDS)
    .map(([, found]) => found);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Item[]} members
 */
function paintCommunity(context, members) {
  const [discs, bridges] = [new Path2D(), new Path2D()];
  for (const item of members) {
    const near = members.filter((other) => other !== item && Math.hypot(other.x - item.x, other.y - item.y) < REACH * 3.4);
    if (near.length < 2) continue;
    discs.moveTo(item.x, item.y);
    discs.arc(item.x, item.y, item.r + REACH * 0.8, 0, Math.PI * 2);
    for (const other of near) {
      if (other.id < item.id) continue;
      bridges.moveTo(item.x, item.y);
      bridges.lineTo(other.x, other.y);
    }
  }
  context.stroke(bridges);
  context.fill(discs);
}
