// Finding entities by what people type: over labels and aliases, forgiving about accents, case and one slip of a finger.

/** @typedef {import("./data.js").Graph} Graph */
/** @typedef {{entity: number, name: string, isAlias: boolean, from: number, length: number}} Hit */
/** @typedef {{folded: string[], names: string[], entities: Int32Array, aliasFrom: number}} Index */

/** @param {string} text */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}

/**
 * @param {Graph} graph
 * @returns {Index} labels first, then aliases
 */
export function buildIndex(graph) {
  const names = graph.label.slice();
  const entities = graph.label.map((_, i) => i);
  for (const [entity, aliases] of Object.entries(graph.aliases)) {
    for (const alias of aliases) {
      names.push(alias);
      entities.push(Number(entity));
    }
  }
  return { folded: names.map(fold), names, entities: Int32Array.from(entities), aliasFrom: graph.label.length };
}

/**
 * Find the best names: whole before start before start of a word before inside; then labels before aliases, then rank; what no note
 * names after what one does.
 * Each entity comes once. When nothing holds the text, names one edit away from it are tried.
 * @param {Index} index
 * @param {Graph} graph
 * @param {string} typed
 * @param {number} [limit]
 * @returns {Hit[]}
 */
export function search(index, graph, typed, limit = 12) {
  const wanted = fold(typed.trim());
  if (!wanted) return [];
  /** @type {Map<number, {score: number, name: number, from: number}>} */
  const best = new Map();
  /** @type {(name: number, score: number, from: number) => void} */
  const offer = (name, score, from) => {
    const entity = index.entities[name];
    const total = score + (name >= index.aliasFrom ? 0 : 0.5) + graph.rank[entity] * 0.4 - (graph.named[entity] ? 0 : 1);
    const known = best.get(entity);
    if (!known || known.score < total) best.set(entity, { score: total, name, from });
  };
  for (let i = 0; i < index.folded.length; i++) {
    const from = index.folded[i].indexOf(wanted);
    if (from >= 0) offer(i, scorePlace(index.folded[i], wanted, from), from);
  }
  if (!best.size && wanted.length >= 4) {
    for (let i = 0; i < index.folded.length; i++) {
      if (isOneEditAway(index.folded[i], wanted)) offer(i, 0, -1);
    }
  }
  return [...best.entries()]
    .sort(([a, x], [b, y]) => y.score - x.score || a - b)
    .slice(0, limit)
    .map(([entity, { name, from }]) => ({
      entity,
      name: index.names[name],
      isAlias: name >= index.aliasFrom,
      from,
      length: from < 0 ? 0 : wanted.length,
    }));
}

/**
 * @param {string} name
 * @param {string} wanted
 * @param {number} from
 */
function scorePlace(name, wanted, from) {
  if (name.length === wanted.length) return 4;
  if (from === 0) return 3;
  for (let at = from; at >= 0; at = name.indexOf(wanted, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(name[at - 1])) return 2;
  }
  return 1;
}

/**
 * @param {string} a
 * @param {string} b
 * @returns {boolean} whether one insertion, deletion, replacement or swap of neighbours leads from one to the other
 */
export function isOneEditAway(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
