// The page's data: unpacked from the file's own blocks into columns with an index over them.

/**
 * @typedef {{name: string, label: string, plural: string, color: string, shape: string, landmark: boolean}} EntityClass
 * @typedef {{name: string, label: string, inverse: string, symmetric: boolean, stated: boolean, beside: boolean, iri: string}} Predicate
 * @typedef {{path: string, title: string, event: number, date: string | null}} Note
 * @typedef {{name: string, description: string, default: string, kind: string}} QueryField
 * @typedef {{name: string, title: string, text: string, question: string, group: string, fields: QueryField[]}} Query
 */

/**
 * Columns as Python wrote them (see encode.py).
 * @typedef {{
 *   title: string, version: string, base: string, growth: number, shown: number, least: number, order: number[],
 *   classes: EntityClass[], predicates: Predicate[], rules: string[], queries: Query[], prefixes: Record<string, string>,
 *   key: string[], iri: Record<string, string>, label: string[], cls: number[],
 *   aliases: Record<string, string[]>, links: Record<string, string[]>, data: Record<string, [string, string][]>,
 *   rank: number[], community: number[], mentions: number[], named: number[], radius: number[], x: number[], y: number[],
 *   subject: number[], predicate: number[], object: number[], confidence: number[], known: number[], rule: number[][],
 *   notes: Note[], noted: number[][], evidenceNotes: number[][],
 * }} RawGraph
 */

/**
 * The columns and what is derived from them: for entity `i`, `touching[start[i]]` to `touching[start[i + 1]]` are the
 * relations it takes part in.
 * @typedef {RawGraph & {
 *   size: number, relations: number, start: Int32Array, touching: Int32Array, indexOf: Map<string, number>,
 * }} Graph
 */

/**
 * One passage: note, first line, further lines, start, length, talk (-1 for none), and the quote when the text has it not.
 * @typedef {[number, number, number, number, number, number, string?]} Evidence
 * @typedef {{text: string[], mentions: number[][], evidence: Evidence[][], covers: Record<string, number[]>}} Notes
 */

/**
 * Unpack a block of base64 of gzip of JSON.
 * @param {string} packed
 * @returns {Promise<any>}
 */
export async function unpack(packed) {
  return JSON.parse(new TextDecoder().decode(await unpackBytes(packed)));
}

/**
 * @param {string} packed base64 of gzip
 * @returns {Promise<ArrayBuffer>}
 */
export async function unpackBytes(packed) {
  const binary = atob(packed);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/**
 * @param {RawGraph} raw
 * @returns {Graph}
 */
export function buildGraph(raw) {
  const size = raw.key.length;
  const relations = raw.subject.length;
  const start = new Int32Array(size + 1);
  for (let r = 0; r < relations; r++) {
    start[raw.subject[r] + 1]++;
    if (raw.object[r] !== raw.subject[r]) start[raw.object[r] + 1]++;
  }
  for (let i = 0; i < size; i++) start[i + 1] += start[i];
  const touching = new Int32Array(start[size]);
  const next = start.slice();
  for (let r = 0; r < relations; r++) {
    touching[next[raw.subject[r]]++] = r;
    if (raw.object[r] !== raw.subject[r]) touching[next[raw.object[r]]++] = r;
  }
  const indexOf = new Map(raw.key.map((key, i) => [key, i]));
  return { ...raw, size, relations, start, touching, indexOf };
}

/**
 * @param {Graph} graph
 * @param {number} entity
 * @returns {Int32Array} the relations an entity takes part in
 */
export function relationsOf(graph, entity) {
  return graph.touching.subarray(graph.start[entity], graph.start[entity + 1]);
}

/**
 * @param {Graph} graph
 * @param {number} relation
 * @param {number} entity one end
 * @returns {number} the other end
 */
export function otherEnd(graph, relation, entity) {
  return graph.subject[relation] === entity ? graph.object[relation] : graph.subject[relation];
}

/**
 * @param {Graph} graph
 * @param {Uint8Array} passing
 * @param {number} one
 * @param {number} other
 * @returns {number[]} the relations between two entities, in either direction: what notes say first, the surest first
 */
export function relationsBetween(graph, passing, one, other) {
  const found = [...relationsOf(graph, one)].filter((relation) => passing[relation] && otherEnd(graph, relation, one) === other);
  const rank = (/** @type {number} */ relation) => Number(isOnlyKnown(graph, relation));
  return found.sort((a, b) => rank(a) - rank(b) || graph.confidence[b] - graph.confidence[a] || a - b);
}

/**
 * @param {Graph} graph
 * @param {number} entity
 * @returns {string}
 */
export function iriOf(graph, entity) {
  return graph.iri[entity] ?? graph.base + graph.key[entity];
}

/**
 * @param {Graph} graph
 * @param {number} entity
 */
export function classOf(graph, entity) {
  return graph.classes[graph.cls[entity]];
}

/**
 * @param {Graph} graph
 * @param {number} relation
 * @returns {boolean} whether the vocabulary knows it and no note says it
 */
export function isOnlyKnown(graph, relation) {
  return graph.known[relation] === 1 && graph.evidenceNotes[relation].length === 0;
}

/**
 * Group an entity's relations the way people read them: by predicate and direction, in the ontology's order, the
 * surest and most important first.
 * @param {Graph} graph
 * @param {number} entity
 * @param {(relation: number) => boolean} [isWanted]
 * @returns {{predicate: number, inverse: boolean, label: string, relations: number[]}[]}
 */
export function groupRelations(graph, entity, isWanted = () => true) {
  /** @type {Map<string, {predicate: number, inverse: boolean, label: string, relations: number[]}>} */
  const groups = new Map();
  for (const relation of relationsOf(graph, entity)) {
    if (!isWanted(relation)) continue;
    const predicate = graph.predicate[relation];
    const { label, inverse: inverseLabel, symmetric } = graph.predicates[predicate];
    const inverse = !symmetric && graph.subject[relation] !== entity;
    const name = `${predicate} ${inverse}`;
    const group = groups.get(name) ?? { predicate, inverse, label: inverse ? inverseLabel : label, relations: [] };
    group.relations.push(relation);
    groups.set(name, group);
  }
  const result = [...groups.values()];
  result.sort((a, b) => a.predicate - b.predicate || Number(a.inverse) - Number(b.inverse));
  for (const group of result) {
    group.relations.sort(
      (a, b) =>
        graph.confidence[b] - graph.confidence[a] ||
        graph.rank[otherEnd(graph, b, entity)] - graph.rank[otherEnd(graph, a, entity)] ||
        a - b,
    );
  }
  return result;
}

/**
 * What helps to tell an entity: the objects of its predicates that the ontology marks so (a person's company).
 * @param {Graph} graph
 * @param {number} entity
 * @param {(relation: number) => boolean} [isWanted]
 * @returns {string[]}
 */
export function besideLabels(graph, entity, isWanted = () => true) {
  const labels = [];
  for (const relation of relationsOf(graph, entity)) {
    if (graph.subject[relation] === entity && graph.predicates[graph.predicate[relation]].beside && isWanted(relation)) {
      labels.push(graph.label[graph.object[relation]]);
    }
  }
  return labels;
}

/**
 * Cut a text into pieces, those that name one of the wanted entities marked with it.
 * @param {string} text
 * @param {number[]} mentions triples: start, length, entity; sorted by start
 * @param {number} from
 * @param {number} to
 * @param {(entity: number) => boolean} wanted
 * @returns {{text: string, entity: number}[]} entity is -1 for what lies between
 */
export function cutByMentions(text, mentions, from, to, wanted) {
  const pieces = [];
  let at = from;
  for (let i = firstMention(mentions, from); i < mentions.length && mentions[i] < to; i += 3) {
    const [start, length, entity] = [mentions[i], mentions[i + 1], mentions[i + 2]];
    if (start < at || start + length > to || !wanted(entity)) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), entity: -1 });
    pieces.push({ text: text.slice(start, start + length), entity });
    at = start + length;
  }
  if (at < to) pieces.push({ text: text.slice(at, to), entity: -1 });
  return pieces;
}

/**
 * @param {number[]} mentions
 * @param {number} from
 * @returns {number} index of the first mention that starts at or after `from`
 */
function firstMention(mentions, from) {
  let low = 0;
  let high = mentions.length / 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mentions[middle * 3] < from) low = middle + 1;
    else high = middle;
  }
  return low * 3;
}
