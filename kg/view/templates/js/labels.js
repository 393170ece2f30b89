// Which labels are written where: like a map's, at a readable size at every zoom, none over another.

/**
 * @typedef {{x: number, y: number, r: number}} Disc a node on the screen: its place and radius
 * @typedef {Disc & {id: number, text: string, size: number, strong: boolean, isSoft?: boolean, mayCover?: number}} Wish
 * A label that wants to stand by a node; the text's size is in pixels. Where there is no free place it is written if it covers no more of nodes than it may, in square pixels; without a number, nothing.
 * @typedef {{id: number, x: number, y: number, width: number, text: string, size: number, strong: boolean, isSoft?: boolean}} Label
 * @typedef {[number, number, number, number]} Box left, top, right, bottom
 * @typedef {{width: number, height: number, most: number, left?: number, others?: Iterable<Disc>}} Screen
 * Its size; how many labels at the most; how far a card covers its left side, which labels of nodes beside it keep out of; nodes that wish no label.
 */

const CELL = 48;

/**
 * Grant wishes in their order as long as there is room: a label stands below its node, or else above or beside it, and covers
 * neither another label nor another node. What may cover nodes covers as little as it can.
 * @param {Wish[]} wishes the most important first
 * @param {(wish: Wish) => number} measure width of a text
 * @param {Screen} screen
 * @returns {Label[]}
 */
export function placeLabels(wishes, measure, { width, height, most, left = 0, others = [] }) {
  const [taken, nodes] = [createBoxes(), createBoxes()];
  /** @type {(disc: Disc, edge: number) => boolean} */
  const isNear = ({ x, y }, edge) => x >= -edge && x <= width + edge && y >= -edge && y <= height + edge;
  for (const discs of [wishes, others]) for (const disc of discs) if (isNear(disc, disc.r)) nodes.add([disc.x - disc.r, disc.y - disc.r, disc.x + disc.r, disc.y + disc.r]);
  /** @type {Label[]} */
  const labels = [];
  for (const wish of wishes) {
    if (labels.length >= most) break;
    if (!isNear(wish, 20)) continue;
    const half = measure(wish) / 2;
    const place = choosePlace(listPlaces(wish, half, width, left).filter(({ box }) => taken.sumOverlap(box) === 0), nodes, wish.mayCover ?? 0);
    if (!place) continue;
    taken.add(place.box);
    labels.push({ id: wish.id, x: place.x, y: place.y, width: half * 2, text: wish.text, size: wish.size, strong: wish.strong, isSoft: wish.isSoft });
  }
  return labels;
}

/**
 * @param {Place[]} places the best first
 * @param {ReturnType<typeof createBoxes>} nodes
 * @param {number} mayCover
 * @returns {Place | undefined} the first that is free, or else the one that covers least
 */
function choosePlace(places, nodes, mayCover) {
  let best;
  let least = mayCover;
  for (const place of places) {
    const [boxLeft, top, right, bottom] = place.box;
    // Letters fill less than their line.
    const covered = nodes.sumOverlap([boxLeft + 2, top + 2, right - 2, bottom - 2]);
    if (covered === 0) return place;
    if (covered < least) [best, least] = [place, covered];
  }
  return best;
}

/**
 * List where a label may stand, the best first: its middle and base line, and the box that it fills.
 * @typedef {{x: number, y: number, box: Box}} Place
 * @param {Wish} wish
 * @param {number} half of the label's width
 * @param {number} width of the screen
 * @param {number} left how far a card covers the left side
 * @returns {Place[]}
 */
function listPlaces({ x, y, r, size }, half, width, left) {
  const [first, last] = [half + 6 + (x > left ? left : 0), width - half - 6];
  const inside = Math.min(Math.max(x, first), last);
  const high = size * 1.25 + 1;
  /** @type {(middle: number, top: number) => Place} */
  const at = (middle, top) => ({ x: middle, y: top + size, box: [middle - half - 3, top, middle + half + 3, top + high] });
  /** @type {(middles: number[]) => number[]} */
  const keep = (middles) => middles.filter((middle) => middle >= first && middle <= last);
  const slid = Math.max(half - r, 0);
  const over = [inside, ...keep([x + slid, x - slid, x + slid / 2, x - slid / 2])];
  const beside = keep([x + r + half + 4, x - r - half - 4]);
  const [below, above, level] = [y + r + 1, y - r - high - 1, y + size * 0.36 - size];
  return [
    at(inside, below),
    at(inside, above),
    ...beside.map((middle) => at(middle, level)),
    ...over.slice(1).flatMap((middle) => [at(middle, below), at(middle, above)]),
    ...beside.flatMap((middle) => [at(middle, level + size * 0.6), at(middle, level - size * 0.6)]),
  ];
}

/** A set of boxes that answers quickly how much of them another one would cover. */
function createBoxes() {
  /** @type {Map<number, Box[]>} */
  const cells = new Map();
  /** @type {(from: number, to: number) => number} */
  const meet = (from, to) => Math.max(0, to - from);
  return {
    /** @param {Box} box */
    add(box) {
      for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++) {
        for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++) {
          const code = x * 100003 + y;
          const boxes = cells.get(code);
          if (boxes) boxes.push(box);
          else cells.set(code, [box]);
        }
      }
    },
    /** @param {Box} box @returns {number} in pixels; a box in several cells counts in each by its part there */
    sumOverlap([left, top, right, bottom]) {
      let sum = 0;
      for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
        for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) {
          for (const box of cells.get(x * 100003 + y) ?? []) {
            const wide = meet(Math.max(left, box[0], x * CELL), Math.min(right, box[2], (x + 1) * CELL));
            sum += wide * meet(Math.max(top, box[1], y * CELL), Math.min(bottom, box[3], (y + 1) * CELL));
          }
        }
      }
      return sum;
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
