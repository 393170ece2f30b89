// Places computed in the page: for small pictures that the layout in the file does not know (a focus, a query's result),
// and for newcomers among what already stands.

/** @typedef {import("./overlay.js").Item} Item */
/** @typedef {import("./overlay.js").Line} Line */

const MOST = 420;
/** From so many on, places from the file are good enough and all pairs too many. */

/**
 * Lay out a small picture anew, starting from where its items stand; the same input gives the same places.
 * @param {Item[]} items
 * @param {Line[]} lines
 * @param {{center?: number, isTall?: boolean}} [options] the id of an item to keep in the middle; whether the page is higher than wide
 * @returns {Item[]}
 */
export function relax(items, lines, { center = -1, isTall = false } = {}) {
  if (items.length > MOST) return items;
  const place = new Map(items.map((item, i) => [item.id, i]));
  const points = spreadOut(items);
  const ends = lines.map((line) => [place.get(line.from) ?? 0, place.get(line.to) ?? 0]);
  const degree = items.map(() => 1);
  for (const [a, b] of ends) {
    degree[a]++;
    degree[b]++;
  }
  const rounds = 140;
  const gravity = isTall ? [0.06, 0.03] : [0.03, 0.05];
  for (let round = 0; round < rounds; round++) {
    const force = repelAll(points, degree);
    for (const [a, b] of ends) {
      const pull = 0.12 / Math.sqrt(Math.min(degree[a], degree[b]));
      for (const axis of [0, 1]) {
        const way = (points[b][axis] - points[a][axis]) * pull;
        force[a][axis] += way;
        force[b][axis] -= way;
      }
    }
    const heat = 60 * (1 - round / rounds) ** 1.5 + 0.5;
    points.forEach((point, i) => {
      const [fx, fy] = [force[i][0] - point[0] * gravity[0], force[i][1] - point[1] * gravity[1]];
      const step = Math.min(heat / (Math.hypot(fx, fy) + 1e-9), 1);
      point[0] += fx * step;
      point[1] += fy * step;
    });
  }
  const sized = fitToBoxes(items, points, isTall ? 0.6 : 1.5);
  const moved = separate(items.map((item, i) => ({ ...item, x: sized[i][0], y: sized[i][1] })), () => true);
  const middle = moved.find((item) => item.id === center);
  return middle ? moved.map((item) => ({ ...item, x: item.x - middle.x, y: item.y - middle.y })) : moved;
}

/**
 * Where items stand now, moved to the middle and brought to a size that suits their number; equal places are told apart.
 * @param {Item[]} items
 * @returns {[number, number][]}
 */
function spreadOut(items) {
  const wide = 34 * Math.sqrt(items.length);
  const [x, y] = [mean(items.map((i) => i.x)), mean(items.map((i) => i.y))];
  const reach = Math.max(...items.map((i) => Math.hypot(i.x - x, i.y - y)), 1);
  return items.map((item, i) => [
    ((item.x - x) / reach) * wide + Math.cos(i * 2.399963) * (4 + i * 0.1),
    ((item.y - y) / reach) * wide + Math.sin(i * 2.399963) * (4 + i * 0.1),
  ]);
}

/**
 * Bring a cloud of points to the size that the items' boxes need, in each direction by itself.
 * @param {Item[]} items
 * @param {[number, number][]} points
 * @param {number} aspect width by height
 * @returns {[number, number][]}
 */
function fitToBoxes(items, points, aspect) {
  const area = items.reduce((sum, item) => sum + toBox(item).w * toBox(item).h, 0);
  const reach = 0.36 * Math.sqrt(area);
  const middle = [0, 1].map((axis) => mean(points.map((point) => point[axis])));
  const spread = [0, 1].map((axis) => Math.sqrt(mean(points.map((point) => (point[axis] - middle[axis]) ** 2))) || 1);
  const scale = [(reach * Math.sqrt(aspect)) / spread[0], reach / Math.sqrt(aspect) / spread[1]];
  return points.map((point) => [(point[0] - middle[0]) * scale[0], (point[1] - middle[1]) * scale[1]]);
}

/** @param {Item} item the room it takes, label and all */
function toBox(item) {
  return { w: Math.max(2 * item.r + 8, Math.min(item.label.length, 18) * 6 + 8), h: 2 * item.r + 20 };
}

/** @param {number[]} numbers */
function mean(numbers) {
  return numbers.reduce((sum, one) => sum + one, 0) / Math.max(numbers.length, 1);
}

/**
 * @param {[number, number][]} points
 * @param {number[]} degree
 */
function repelAll(points, degree) {
  const force = points.map(() => [0, 0]);
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++) {
      const [dx, dy] = [points[a][0] - points[b][0], points[a][1] - points[b][1]];
      const strength = (240 * Math.sqrt(degree[a] * degree[b])) / (dx * dx + dy * dy + 20);
      force[a][0] += dx * strength;
      force[a][1] += dy * strength;
      force[b][0] -= dx * strength;
      force[b][1] -= dy * strength;
    }
  }
  return force;
}

/**
 * Push apart what overlaps, label and all, the movable giving way.
 * @param {Item[]} items
 * @param {(item: Item) => boolean} isMovable
 * @returns {Item[]}
 */
export function separate(items, isMovable) {
  if (items.length > MOST * 2) return items;
  const boxes = items.map((item) => ({
    x: item.x, y: item.y, ...toBox(item), free: isMovable(item) ? 1 : 0,
  }));
  for (let round = 0; round < 60; round++) {
    let touched = false;
    for (let a = 0; a < boxes.length; a++) for (let b = a + 1; b < boxes.length; b++) touched = pushApart(boxes[a], boxes[b], a < b) || touched;
    if (!touched) break;
  }
  return items.map((item, i) => (boxes[i].free ? { ...item, x: boxes[i].x, y: boxes[i].y } : item));
}

/**
 * @typedef {{x: number, y: number, w: number, h: number, free: number}} Box
 * @param {Box} a
 * @param {Box} b
 * @param {boolean} isFirst which way two boxes at one place part
 * @returns {boolean} whether they overlapped and one could move
 */
function pushApart(a, b, isFirst) {
  const free = a.free + b.free;
  const [dx, dy] = [a.x - b.x, a.y - b.y];
  const [overX, overY] = [(a.w + b.w) / 2 - Math.abs(dx), (a.h + b.h) / 2 - Math.abs(dy)];
  if (!free || overX <= 0.5 || overY <= 0.5) return false;
  const onX = overX < overY;
  const way = Math.sign(onX ? dx : dy) || (isFirst ? -1 : 1);
  const push = ((onX ? overX : overY) * way * 0.55) / free;
  if (onX) {
    a.x += push * a.free;
    b.x -= push * b.free;
  } else {
    a.y += push * a.free;
    b.y -= push * b.free;
  }
  return true;
}
