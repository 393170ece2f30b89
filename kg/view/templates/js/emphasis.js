// What is looked at, and what therefore stands out from a fading ground.

import { isOnlyKnown, otherEnd, relationsOf } from "./data.js";

/** @typedef {import("./data.js").Graph} Graph */
/** @typedef {import("./overlay.js").Emphasis} Emphasis */

/**
 * An entity with its neighbours.
 * @param {Graph} graph
 * @param {Uint8Array} passing
 * @param {number} entity
 * @param {(id: number) => boolean} isOnStage
 * @returns {Emphasis}
 */
export function aroundEntity(graph, passing, entity, isOnStage) {
  const ids = new Set([entity]);
  const lines = [];
  for (const relation of relationsOf(graph, entity)) {
    const other = otherEnd(graph, relation, entity);
    if (!passing[relation] || !isOnStage(other)) continue;
    ids.add(other);
    lines.push(toLine(graph, relation));
  }
  return { center: entity, ids, lines };
}

/**
 * A set of entities with the relations among them.
 * @param {Graph} graph
 * @param {Uint8Array} passing
 * @param {Iterable<number>} entities
 * @param {(relation: number) => boolean} [isWanted]
 * @returns {Emphasis}
 */
export function amongEntities(graph, passing, entities, isWanted = () => true) {
  const ids = new Set(entities);
  const lines = [];
  for (const id of ids) {
    for (const relation of relationsOf(graph, id)) {
      if (graph.subject[relation] === id && passing[relation] && ids.has(graph.object[relation]) && isWanted(relation)) lines.push(toLine(graph, relation));
    }
  }
  return { center: -1, ids, lines };
}

/**
 * Paths, with nothing but their own steps.
 * @param {Graph} graph
 * @param {Uint8Array} passing
 * @param {number[][]} paths
 * @returns {Emphasis}
 */
export function alongPaths(graph, passing, paths) {
  const steps = new Set();
  for (const path of paths) for (let i = 1; i < path.length; i++) steps.add(`${path[i - 1]} ${path[i]}`).add(`${path[i]} ${path[i - 1]}`);
  return amongEntities(graph, passing, paths.flat(), (relation) => steps.has(`${graph.subject[relation]} ${graph.object[relation]}`));
}

/**
 * @param {Graph} graph
 * @param {number} relation
 */
function toLine(graph, relation) {
  const { label, symmetric } = graph.predicates[graph.predicate[relation]];
  return { from: graph.subject[relation], to: graph.object[relation], label, arrow: !symmetric, isKnown: isOnlyKnown(graph, relation) };
}
