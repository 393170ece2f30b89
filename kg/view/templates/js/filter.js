// Which entities and relations pass the filters, and how many each choice of each filter would leave: pure functions.

import { isOnlyKnown, otherEnd, relationsOf } from "./data.js";

/** @typedef {import("./data.js").Graph} Graph */
/** @typedef {import("./state.js").State} State */
/** @typedef {{entities: Uint8Array, relations: Uint8Array, passing: number}} Masks `passing` counts the entities that notes name */
/** @typedef {"class" | "predicate" | "note" | "event" | "confidence" | "known" | "until"} Facet */
/** @typedef {{value: string, label: string, count: number, on: boolean}} Choice */

/** What `state.known` shows of what only the vocabulary knows: nothing, facts between what notes name, or its names too. */
export const KNOWN = Object.freeze({ none: 0, facts: 1, names: 2 });

/**
 * Say whether a relation is sure enough. What is computed over all notes always is: no note says it, and its number is a
 * strength, not a chance to be right.
 * @param {Graph} graph
 * @param {number} relation
 * @param {number} least
 */
export function isSure(graph, relation, least) {
  return graph.confidence[relation] >= least || !graph.predicates[graph.predicate[relation]].stated;
}

/**
 * Decide what passes. An entity passes when its class is on and a chosen note or event names it, or the reader looks at it or
 * wants what only the vocabulary names; a relation when its kind is on, it is sure enough, a chosen note states it and both
 * ends pass. While the reader filters relations, an entity must
 * keep one; the confidence that the page opens with takes no entity away.
 * @param {Graph} graph
 * @param {State} state
 * @param {Facet} [without] a facet to leave out of account, for its own counts
 * @returns {Masks}
 */
export function computeMasks(graph, state, without) {
  const notes = chosenNotes(graph, state, without);
  const predicateOn = graph.predicates.map((p) => without === "predicate" || !state.predicatesOff.includes(p.name));
  const least = without === "confidence" ? 0 : state.confidence;
  const known = without === "known" ? KNOWN.names : state.known;
  const entities = maskEntities(graph, state, known, notes, without);
  const relations = new Uint8Array(graph.relations);
  for (let r = 0; r < graph.relations; r++) {
    relations[r] = Number(
      predicateOn[graph.predicate[r]] &&
        isSure(graph, r, least) &&
        (known >= KNOWN.facts || !isOnlyKnown(graph, r)) &&
        entities[graph.subject[r]] === 1 &&
        entities[graph.object[r]] === 1 &&
        (!notes || graph.evidenceNotes[r].some((note) => notes[note])),
    );
  }
  if (least > graph.least || predicateOn.includes(false)) keepLinked(graph, entities, relations);
  let passing = 0;
  for (let i = 0; i < graph.size; i++) passing += entities[i] & graph.named[i];
  return { entities, relations, passing };
}

/**
 * @param {Graph} graph
 * @param {State} state
 * @param {number} known
 * @param {boolean[] | null} notes
 * @param {Facet | undefined} without
 * @returns {Uint8Array}
 */
function maskEntities(graph, state, known, notes, without) {
  const classOn = graph.classes.map((c) => without === "class" || !state.classesOff.includes(c.name));
  const looked = new Set([state.entity, state.focus, state.from, state.to, ...state.grown]);
  const entities = new Uint8Array(graph.size);
  for (let i = 0; i < graph.size; i++) {
    const isWanted = graph.named[i] || known >= KNOWN.names || looked.has(graph.key[i]);
    entities[i] = Number(isWanted && classOn[graph.cls[i]] && (!notes || graph.noted[i].some((note) => notes[note])));
  }
  return entities;
}

/**
 * @param {Graph} graph
 * @param {Uint8Array} entities
 * @param {Uint8Array} relations
 */
function keepLinked(graph, entities, relations) {
  const linked = new Uint8Array(graph.size);
  for (let r = 0; r < graph.relations; r++) {
    if (relations[r]) linked[graph.subject[r]] = linked[graph.object[r]] = 1;
  }
  for (let i = 0; i < graph.size; i++) entities[i] &= linked[i];
}

/**
 * @param {Graph} graph
 * @param {State} state
 * @param {Facet | undefined} without
 * @returns {boolean[] | null} by note whether it counts; null when all do
 */
function chosenNotes(graph, state, without) {
  const byNote = without !== "note" && state.notes.length > 0;
  const byEvent = without !== "event" && state.events.length > 0;
  const byDate = without !== "until" && state.until !== "";
  if (!byNote && !byEvent && !byDate) return null;
  return graph.notes.map(
    (note) =>
      (!byNote || state.notes.includes(note.path)) &&
      (!byEvent || state.events.includes(graph.key[note.event] ?? "")) &&
      (!byDate || (note.date !== null && note.date <= state.until)),
  );
}

/**
 * Count what every choice of a facet would leave, given the other filters.
 * @param {Graph} graph
 * @param {State} state
 * @returns {{classes: Choice[], predicates: Choice[], known: Choice[], notes: Choice[], events: Choice[]}} classes and
 * predicates count what notes name and say
 */
export function countChoices(graph, state) {
  const byClass = computeMasks(graph, state, "class");
  const classes = new Array(graph.classes.length).fill(0);
  byClass.entities.forEach((passes, i) => (classes[graph.cls[i]] += passes & graph.named[i]));
  const byPredicate = computeMasks(graph, state, "predicate");
  const predicates = new Array(graph.predicates.length).fill(0);
  byPredicate.relations.forEach((passes, r) => (predicates[graph.predicate[r]] += Number(passes && !isOnlyKnown(graph, r))));
  return {
    classes: graph.classes.map((c, i) => ({
      value: c.name, label: c.plural, count: classes[i], on: !state.classesOff.includes(c.name),
    })),
    predicates: graph.predicates.map((p, i) => ({
      value: p.name, label: p.label, count: predicates[i], on: !state.predicatesOff.includes(p.name),
    })),
    known: countKnown(graph, state),
    notes: countNotes(graph, state),
    events: countEvents(graph, state),
  };
}

/**
 * @param {Graph} graph
 * @param {State} state
 * @returns {Choice[]} what only the vocabulary knows: facts between what notes name, and names; none when it knows nothing
 */
function countKnown(graph, state) {
  if (!graph.known.includes(1) && !graph.named.includes(0)) return [];
  const { entities, relations } = computeMasks(graph, state, "known");
  let [facts, names] = [0, 0];
  for (let i = 0; i < graph.size; i++) names += Number(entities[i] && !graph.named[i]);
  for (let r = 0; r < graph.relations; r++) {
    facts += Number(relations[r] && isOnlyKnown(graph, r) && graph.named[graph.subject[r]] && graph.named[graph.object[r]]);
  }
  return [
    { value: "facts", label: "facts", count: facts, on: state.known >= KNOWN.facts },
    { value: "names", label: "names", count: names, on: state.known >= KNOWN.names },
  ];
}

/**
 * @param {Graph} graph
 * @param {State} state
 * @returns {Choice[]}
 */
function countNotes(graph, state) {
  const masks = computeMasks(graph, state, "note");
  const counts = countByNote(graph, masks);
  return graph.notes.map((note, i) => ({
    value: note.path, label: note.title, count: counts[i], on: state.notes.includes(note.path),
  }));
}

/**
 * @param {Graph} graph
 * @param {State} state
 * @returns {Choice[]} events that notes are about, in the order of the first note
 */
function countEvents(graph, state) {
  const masks = computeMasks(graph, state, "event");
  const events = [...new Set(graph.notes.map((note) => note.event).filter((event) => event >= 0))];
  const counts = new Map(events.map((event) => [event, 0]));
  for (let i = 0; i < graph.size; i++) {
    if (!masks.entities[i]) continue;
    for (const event of new Set(graph.noted[i].map((note) => graph.notes[note].event))) {
      if (event >= 0) counts.set(event, (counts.get(event) ?? 0) + 1);
    }
  }
  return events.map((event) => ({
    value: graph.key[event], label: graph.label[event], count: counts.get(event) ?? 0,
    on: state.events.includes(graph.key[event]),
  }));
}

/**
 * @param {Graph} graph
 * @param {Masks} masks
 */
function countByNote(graph, masks) {
  const counts = new Array(graph.notes.length).fill(0);
  for (let i = 0; i < graph.size; i++) {
    if (masks.entities[i]) for (const note of graph.noted[i]) counts[note]++;
  }
  return counts;
}

/** @param {Uint8Array} mask @returns {number[]} what passes */
export function listPassing(mask) {
  const found = [];
  for (let i = 0; i < mask.length; i++) if (mask[i]) found.push(i);
  return found;
}

/**
 * @param {Graph} graph
 * @param {Uint8Array} relations
 * @param {number} entity
 * @returns {number[]} neighbours over relations that pass, each once, in the order of the relations
 */
export function neighboursOf(graph, relations, entity) {
  const found = new Set();
  for (const relation of relationsOf(graph, entity)) {
    if (relations[relation]) found.add(otherEnd(graph, relation, entity));
  }
  found.delete(entity);
  return [...found];
}

/**
 * Choose what stands on the stage, in the order of importance.
 * @param {Graph} graph
 * @param {State} state
 * @param {Masks} masks
 * @param {number} [first] how many the first view has
 * @returns {number[]}
 */
export function chooseShown(graph, state, masks, first = graph.shown) {
  const limit = state.count || first;
  const focus = graph.indexOf.get(state.focus);
  const chosen = new Set(focus === undefined ? [] : findWithin(graph, masks, focus, state.hops || 1, Math.max(limit, 300)));
  if (focus === undefined) {
    for (const entity of graph.order) {
      if (chosen.size >= limit) break;
      if (masks.entities[entity]) chosen.add(entity);
    }
    if (state.known >= KNOWN.names) joinKnown(graph, masks, chosen);
  }
  for (const key of state.grown) {
    const entity = graph.indexOf.get(key);
    if (entity === undefined) continue;
    chosen.add(entity);
    for (const neighbour of neighboursOf(graph, masks.relations, entity)) chosen.add(neighbour);
  }
  const selected = graph.indexOf.get(state.entity);
  if (selected !== undefined) chosen.add(selected);
  return [...chosen];
}

/**
 * Let what only the vocabulary names come in where it joins what is there.
 * @param {Graph} graph
 * @param {Masks} masks
 * @param {Set<number>} chosen
 */
function joinKnown(graph, masks, chosen) {
  for (const entity of [...chosen]) {
    for (const other of neighboursOf(graph, masks.relations, entity)) if (!graph.named[other]) chosen.add(other);
  }
}

/**
 * @param {Graph} graph
 * @param {Masks} masks
 * @param {number} entity
 * @param {number} hops
 * @param {number} limit
 * @returns {number[]} what is reached within so many steps, nearer first, the more important first among equals
 */
export function findWithin(graph, masks, entity, hops, limit) {
  const found = new Set([entity]);
  let edge = [entity];
  for (let hop = 0; hop < hops; hop++) {
    const next = new Set();
    for (const one of edge) for (const other of neighboursOf(graph, masks.relations, one)) if (!found.has(other)) next.add(other);
    edge = [...next].sort((a, b) => graph.rank[b] - graph.rank[a] || a - b);
    for (const one of edge) {
      if (found.size >= limit) return [...found];
      found.add(one);
    }
  }
  return [...found];
}
