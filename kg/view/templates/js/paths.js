// Shortest paths between two entities, over the relations that pass the filters: pure functions.

import { isOnlyKnown, otherEnd, relationsOf } from "./data.js";
import { neighboursOf } from "./filter.js";

/** @typedef {import("./data.js").Graph} Graph */

/**
 * Find all shortest paths, the most important steps first, up to a number of them.
 * @param {Graph} graph
 * @param {Uint8Array} passing by relation
 * @param {number} from
 * @param {number} to
 * @param {number} [most]
 * @returns {number[][]} paths as lists of entities, both ends included; none when there is no way
 */
export function findShortestPaths(graph, passing, from, to, most = 12) {
  if (from === to) return [[from]];
  const distance = measureDistances(graph, passing, from, to);
  if (distance[to] < 0) return [];
  /** @type {number[][]} */
  const paths = [];
  /** @param {number[]} tail a path's end, from some entity to `to` */
  const extend = (tail) => {
    if (paths.length >= most) return;
    const head = tail[0];
    if (head === from) {
      paths.push(tail);
      return;
    }
    const before = neighboursOf(graph, passing, head).filter((one) => distance[one] === distance[head] - 1);
    before.sort((a, b) => graph.rank[b] - graph.rank[a] || a - b);
    for (const one of before) extend([one, ...tail]);
  };
  extend([to]);
  return paths;
}

/**
 * @param {Graph} graph
 * @param {Uint8Array} passing
 * @param {number} from
 * @param {number} to where the search may end
 * @returns {Int32Array} steps from the start; -1 where it was not reached
 */
function measureDistances(graph, passing, from, to) {
  const distance = new Int32Array(graph.size).fill(-1);
  distance[from] = 0;
  let edge = [from];
  while (edge.length && distance[to] < 0) {
    const next = [];
    for (const one of edge) {
      for (const other of neighboursOf(graph, passing, one)) {
        if (distance[other] >= 0) continue;
        distance[other] = distance[one] + 1;
        next.push(other);
      }
    }
    edge = next;
  }
  return distance;
}

/**
 * Say a step in plain words: "is used by", or both when more than one relation joins the two; what no note says only where
 * nothing else joins them.
 * @param {Graph} graph
 * @param {Uint8Array} passing
 * @param {number} from
 * @param {number} to
 */
export function describeStep(graph, passing, from, to) {
  const [said, known] = [new Set(), new Set()];
  for (const relation of relationsOf(graph, from)) {
    if (!passing[relation] || otherEnd(graph, relation, from) !== to) continue;
    const { label, inverse } = graph.predicates[graph.predicate[relation]];
    (isOnlyKnown(graph, relation) ? known : said).add(graph.subject[relation] === from ? label : inverse);
  }
  return said.size ? [...said].join(", ") : `${[...known].join(", ")} (known beforehand)`;
}
