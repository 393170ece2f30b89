// From entities to what stands on the stage: places, sizes, and one line for all relations between two entities.

/** @typedef {import("./data.js").Graph} Graph */
/** @typedef {import("./overlay.js").Item} Item */
/** @typedef {import("./overlay.js").Line} Line */

/**
 * @param {Graph} graph
 * @param {boolean} isTall whether the page is higher than wide: then the picture is turned
 */
export function createScenery(graph, isTall) {
  /** @type {Map<number, {x: number, y: number}>} */
  const moved = new Map();
  return {
    /** @type {(id: number, x: number, y: number) => void} */
    pin: (id, x, y) => moved.set(id, { x, y }),
    unpinAll: () => moved.clear(),
    /**
     * @param {number[]} shown
     * @param {import("./filter.js").Masks} masks
     * @returns {{items: Item[], lines: Line[]}}
     */
    compose(shown, masks) {
      const stretch = computeStretch(graph, shown.length);
      const items = shown.map((id) => {
        const x = graph.x[id] * stretch;
        const y = graph.y[id] * stretch;
        const cls = graph.classes[graph.cls[id]];
        return {
          id, label: graph.label[id], x: isTall ? y : x, y: isTall ? x : y, ...moved.get(id),
          r: graph.radius[id], shape: cls.shape, color: cls.color, rank: graph.rank[id], community: graph.community[id],
        };
      });
      return { items, lines: mergeRelations(graph, new Set(shown), masks.relations) };
    },
  };
}

/**
 * How far positions are stretched when so many stand on the stage: by area, from 1 in the first view to the growth the
 * layout reckoned with for all.
 * @param {Graph} graph
 * @param {number} count
 */
export function computeStretch(graph, count) {
  if (count <= graph.shown || graph.size <= graph.shown) return 1;
  const share = (count - graph.shown) / (graph.size - graph.shown);
  return Math.sqrt(1 + (graph.growth ** 2 - 1) * Math.min(share, 1));
}

/**
 * @param {Graph} graph
 * @param {Set<number>} shown
 * @param {Uint8Array} passing
 * @returns {Line[]}
 */
export function mergeRelations(graph, shown, passing) {
  /** @type {Map<number, Line & {count: number}>} */
  const lines = new Map();
  for (let r = 0; r < graph.relations; r++) {
    if (!passing[r]) continue;
    const [subject, object] = [graph.subject[r], graph.object[r]];
    if (subject === object || !shown.has(subject) || !shown.has(object)) continue;
    const [from, to] = subject < object ? [subject, object] : [object, subject];
    const code = from * graph.size + to;
    const stated = graph.predicates[graph.predicate[r]].stated;
    const line = lines.get(code);
    if (line) {
      line.count++;
      line.stated ||= stated;
      line.width = 1 + Math.min(line.count - 1, 4) * 0.3;
    } else lines.set(code, { from, to, width: 1, stated, count: 1 });
  }
  return [...lines.values()];
}
