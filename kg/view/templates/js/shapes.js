// The shapes that stand for classes: the same outline on the canvas, in the legend and in an exported picture.

/**
 * The outline of a shape around the origin, with vis-network's own proportions.
 * @param {string} shape
 * @param {number} r
 * @returns {[number, number][] | null} corners; null for a circle
 */
export function outline(shape, r) {
  switch (shape) {
    case "square":
      return [[-r, -r], [r, -r], [r, r], [-r, r]];
    case "diamond":
      return [[0, r], [r, 0], [0, -r], [-r, 0]];
    case "triangle":
      return triangle(r, 1);
    case "triangleDown":
      return triangle(r, -1);
    case "star":
      return star(r * 0.82);
    case "hexagon":
      return Array.from({ length: 6 }, (_, i) => [r * Math.cos((i * Math.PI) / 3), r * Math.sin((i * Math.PI) / 3)]);
    default:
      return null;
  }
}

/**
 * @param {number} r
 * @param {1 | -1} up
 * @returns {[number, number][]}
 */
function triangle(r, up) {
  const side = r * 1.15;
  const middle = 0.275 * side;
  const low = (Math.sqrt(3) / 3) * side;
  const high = Math.sqrt(3) * side - low;
  return [[0, up * (middle - high)], [side, up * (middle + low)], [-side, up * (middle + low)]];
}

/**
 * @param {number} r
 * @returns {[number, number][]}
 */
function star(r) {
  return Array.from({ length: 10 }, (_, i) => {
    const reach = i % 2 === 0 ? r * 1.3 : r * 0.5;
    return [reach * Math.sin((i * Math.PI) / 5), 0.1 * r - reach * Math.cos((i * Math.PI) / 5)];
  });
}

/**
 * Add a shape's outline to the canvas' path.
 * @param {CanvasRenderingContext2D} context
 * @param {string} shape
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
export function tracePath(context, shape, x, y, r) {
  context.beginPath();
  const corners = outline(shape, r);
  if (!corners) {
    context.arc(x, y, r, 0, Math.PI * 2);
    return;
  }
  for (const [dx, dy] of corners) context.lineTo(x + dx, y + dy);
  context.closePath();
}

/**
 * A shape as the attributes of an SVG element.
 * @param {string} shape
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @returns {{tag: string, props: Record<string, string>}}
 */
export function toSvg(shape, x, y, r) {
  const corners = outline(shape, r);
  if (!corners) return { tag: "circle", props: { cx: trim(x), cy: trim(y), r: trim(r) } };
  return { tag: "polygon", props: { points: corners.map(([dx, dy]) => `${trim(x + dx)},${trim(y + dy)}`).join(" ") } };
}

/** @param {number} number */
function trim(number) {
  return String(Math.round(number * 100) / 100);
}
