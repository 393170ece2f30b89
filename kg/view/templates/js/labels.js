// Which labels are written where: like a map's, at a readable size at every zoom, none over another.

/**
 * @typedef {{id: number, x: number, y: number, r: number, text: string, size: number, strong: boolean, isSoft?: boolean}} Wish
 * A label that wants to stand below a node: the node's place and radius on the screen, the text's size in pixels.
 * @typedef {{id: number, x: number, y: number, width: number, text: string, size: number, strong: boolean, isSoft?: boolean}} Label
 */

const CELL = 48;

/**
 * Grant wishes in their order as long as there is room: a label stands below its node, or else above or beside it; it covers
 * no other and no node that came before, and where it has the choice no node at all.
 * @param {Wish[]} wishes the most important first
 * @param {(wish: Wish) => number} measure width of a text
 * @param {number} width
 * @param {number} height of the screen
 * @param {number} most labels at the most
 * @param {number} [left] how far a card covers the left side: labels of nodes beside it keep out of it
 * @returns {Label[]}
 */
export function placeLabels(wishes, measure, width, height, most, left = 0) {
  const [taken, nodes] = [createBoxes(), createBoxes()];
  /** @type {(wish: Wish, edge: number) => boolean} */
  const isNear = ({ x, y }, edge) => x >= -edge && x <= width + edge && y >= -edge && y <= height + edge;
  for (const wish of wishes) {
    if (isNear(wish, wish.r)) nodes.add(wish.x - wish.r, wish.y - wish.r, wish.x + wish.r, wish.y + wish.r);
  }
  /** @type {Label[]} */
  const labels = [];
  for (const wish of wishes) {
    if (labels.length >= most) break;
    if (!isNear(wish, 20)) continue;
    const half = measure(wish) / 2;
    const free = listPlaces(wish, half, width, left).filter(({ box }) => !taken.overlaps(...box));
    const place = free.find(({ box }) => !nodes.overlaps(...box)) ?? free[0];
    if (place) {
      taken.add(...place.box);
      labels.push({ id: wish.id, x: place.x, y: place.y, width: half * 2, text: wish.text, size: wish.size, strong: wish.strong, isSoft: wish.isSoft });
    }
    if (wish.r > 4) taken.add(wish.x - wish.r, wish.y - wish.r, wish.x + wish.r, wish.y + wish.r);
  }
  return labels;
}

/**
 * List where a label may stand, the best first: its middle and base line, and the box that it fills.
 * @param {Wish} wish
 * @param {number} half of the label's width
 * @param {number} width of the screen
 * @param {number} left how far a card covers the left side
 * @returns {{x: number, y: number, box: [number, number, number, number]}[]}
 */
function listPlaces({ x, y, r, size }, half, width, left) {
  const [first, last] = [half + 6 + (x > left ? left : 0), width - half - 6];
  const inside = Math.min(Math.max(x, first), last);
  const high = size * 1.25 + 1;
  /** @type {(x: number, y: number, top: number) => {x: number, y: number, box: [number, number, number, number]}} */
  const at = (middle, base, top) => ({ x: middle, y: base, box: [middle - half - 3, top, middle + half + 3, top + high] });
  const beside = [x + r + half + 4, x - r - half - 4].filter((middle) => middle >= first && middle <= last);
  return [
    at(inside, y + r + size + 1, y + r + 1),
    at(inside, y - r - high + size - 1, y - r - high - 1),
    ...beside.map((middle) => at(middle, y + size * 0.36, y - high / 2)),
  ];
}

/** A set of rectangles that answers quickly whether another one would overlap. */
function createBoxes() {
  /** @type {Map<number, number[][]>} */
  const cells = new Map();
  /** @type {(left: number, top: number, right: number, bottom: number) => number[]} */
  const cover = (left, top, right, bottom) => {
    const codes = [];
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) codes.push(x * 100003 + y);
    }
    return codes;
  };
  return {
    /** @type {(left: number, top: number, right: number, bottom: number) => void} */
    add(left, top, right, bottom) {
      for (const code of cover(left, top, right, bottom)) {
        const boxes = cells.get(code);
        if (boxes) boxes.push([left, top, right, bottom]);
        else cells.set(code, [[left, top, right, bottom]]);
      }
    },
    /** @type {(left: number, top: number, right: number, bottom: number) => boolean} */
    overlaps(left, top, right, bottom) {
      return cover(left, top, right, bottom).some((code) =>
        (cells.get(code) ?? []).some((box) => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top),
      );
    },
  };
}

/**
 * Shorten a text for the canvas; a year at its end stays, as it tells an event from the next.
 * @param {string} text
 * @param {number} most characters
 */
export function shorten(text, most) {
  const letters = [...text];
  if (letters.length <= most) return text;
  const end = /\s\d{4}$/.exec(text)?.[0] ?? "";
  return `${letters.slice(0, most - 1 - end.length).join("").trimEnd()}…${end}`;
}
