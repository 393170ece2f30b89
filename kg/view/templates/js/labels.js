// Which labels are written where: like a map's, at a readable size at every zoom, none over another.

/**
 * @typedef {{id: number, x: number, y: number, r: number, text: string, size: number, strong: boolean, isSoft?: boolean}} Wish
 * A label that wants to stand below a node: the node's place and radius on the screen, the text's size in pixels.
 * @typedef {{id: number, x: number, y: number, width: number, text: string, size: number, strong: boolean, isSoft?: boolean}} Label
 */

const CELL = 48;

/**
 * Grant wishes in their order as long as there is room: a label covers no other and no node that came before.
 * @param {Wish[]} wishes the most important first
 * @param {(wish: Wish) => number} measure width of a text
 * @param {number} width
 * @param {number} height of the screen
 * @param {number} most labels at the most
 * @param {number} [left] how far a card covers the left side: labels of nodes beside it keep out of it
 * @returns {Label[]}
 */
export function placeLabels(wishes, measure, width, height, most, left = 0) {
  const taken = createBoxes();
  /** @type {Label[]} */
  const labels = [];
  for (const wish of wishes) {
    if (labels.length >= most) break;
    if (wish.x < -20 || wish.x > width + 20 || wish.y < -20 || wish.y > height + 20) continue;
    const half = measure(wish) / 2;
    const x = Math.min(Math.max(wish.x, half + 6 + (wish.x > left ? left : 0)), width - half - 6);
    const [top, bottom] = [wish.y + wish.r + 1, wish.y + wish.r + wish.size * 1.25 + 2];
    const node = [wish.x - wish.r, wish.y - wish.r, wish.x + wish.r, wish.y + wish.r];
    if (!taken.overlaps(x - half - 3, top, x + half + 3, bottom)) {
      taken.add(x - half - 3, top, x + half + 3, bottom);
      labels.push({
        id: wish.id, x, y: wish.y + wish.r + wish.size + 1, width: half * 2,
        text: wish.text, size: wish.size, strong: wish.strong, isSoft: wish.isSoft,
      });
    }
    if (wish.r > 4) taken.add(node[0], node[1], node[2], node[3]);
  }
  return labels;
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
