// From entities to what stands on the stage: places, sizes, and one line for all relations between two entities.

import { isOnlyKnown } from "./data.js";
import { relax, separate } from "./relax.js";

/** @typedef {import("./data.js").Graph} Graph */
/** @typedef {import("./overlay.js").Item} Item */
/** @typedef {import("./overlay.js").Line} Line */
/** @typedef {{items: Item[], lines: Line[]}} Picture */

export const SMALL_VIEW = 60;
/** How many entities the first view has on a small screen. */

const PLAIN = { shape: "dot", color: "#7a828c" };

/**
 * @param {Graph} graph
 * @param {{isTall: boolean, isSmall: boolean}} screen higher than wide: then the picture is turned; small: then few nodes stand closer
 */
export function createScenery(graph, { isTall, isSmall }) {
  /** @type {Map<number, {x: number, y: number}>} */
  const pinned = new Map();
  const core = new Set(graph.order.slice(0, graph.shown));

  /** @type {(id: number, stretch: number) => Item} */
  const toItem = (id, stretch) => {
    const [x, y] = [graph.x[id] * stretch, graph.y[id] * stretch];
    const cls = graph.classes[graph.cls[id]];
    return {
      id, label: graph.label[id], x: isTall ? y : x, y: isTall ? x : y,
      r: graph.radius[id], shape: cls.shape, color: cls.color, rank: graph.rank[id], community: graph.community[id], isKnown: !graph.named[id], isLandmark: cls.landmark,
    };
  };
  /** @type {(items: Item[]) => Item[]} */
  const applyPins = (items) => (pinned.size ? items.map((item) => ({ ...item, ...pinned.get(item.id) })) : items);
  return {
    /** @type {(id: number, x: number, y: number) => void} */
    pin: (id, x, y) => void pinned.set(id, { x, y }),
    /** @param {number} id */
    unpin: (id) => pinned.delete(id),
    /** @param {number} id */
    isPinned: (id) => pinned.has(id),
    unpinAll: () => pinned.clear(),
    /**
     * @param {number[]} shown
     * @param {Uint8Array} passing by relation
     * @param {number} [center] an entity whose surroundings are laid out anew around it
     * @returns {Picture}
     */
    compose(shown, passing, center) {
      const lines = mergeRelations(graph, new Set(shown), passing);
      const stretch = computeStretch(graph, shown.length);
      const items = shown.map((id) => toItem(id, stretch));
      if (center !== undefined) return { items: applyPins(relax(items, lines, { center, isTall })), lines };
      if (isSmall && shown.length <= SMALL_VIEW * 2) return { items: applyPins(relax(items, lines, { isTall })), lines };
      // The first view's places are free of overlaps; what comes later gives way.
      return { items: applyPins(shown.length > core.size ? separate(items, (item) => !core.has(item.id)) : items), lines };
    },
    /**
     * @param {{nodes: {entity: number, label: string}[], edges: {from: number, to: number, label: string}[]}} picture
     * @returns {Picture} laid out anew; resources that are no entities have ids beyond the graph's
     */
    composeResult({ nodes, edges }) {
      const ids = nodes.map((node, i) => (node.entity < 0 ? graph.size + i : node.entity));
      const items = nodes.map((node, i) =>
        node.entity < 0 ? { id: ids[i], label: node.label, x: 0, y: 0, r: 6, ...PLAIN, rank: 0.01, community: -1, isKnown: false, isLandmark: false } : toItem(node.entity, 1),
      );
      /** @type {Map<string, Line>} */
      const lines = new Map();
      for (const { from, to } of edges) {
        const [a, b] = ids[from] < ids[to] ? [ids[from], ids[to]] : [ids[to], ids[from]];
        if (a !== b) lines.set(`${a} ${b}`, { from: a, to: b, width: 1, stated: true });
      }
      return { items: relax(items, [...lines.values()], { isTall }), lines: [...lines.values()] };
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
  const seen = new Uint8Array(graph.size);
  for (const id of shown) seen[id] = 1;
  /** @type {Map<number, Line & {count: number}>} */
  const lines = new Map();
  for (let r = 0; r < graph.relations; r++) {
    const [subject, object] = [graph.subject[r], graph.object[r]];
    if (!passing[r] || subject === object || !seen[subject] || !seen[object]) continue;
    const [from, to] = subject < object ? [subject, object] : [object, subject];
    const code = from * graph.size + to;
    const stated = graph.predicates[graph.predicate[r]].stated && !isOnlyKnown(graph, r);
    const line = lines.get(code);
    if (line) {
      line.count++;
      line.stated ||= stated;
      line.width = 1 + Math.min(line.count - 1, 4) * 0.3;
    } else lines.set(code, { from, to, width: 1, stated, count: 1 });
  }
  return [...lines.values()];
}
