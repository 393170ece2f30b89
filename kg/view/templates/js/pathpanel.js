// The panel for two entities: the relations between them with their evidence, or else the shortest paths.

import { classOf, isOnlyKnown, relationsBetween } from "./data.js";
import { byId, formatCount, h } from "./dom.js";
import { listPassing } from "./filter.js";
import { shapeIcon } from "./icons.js";
import { closeButton, describeStrength, doubtLine, evidenceList, KNOWN_WORDS, sentence } from "./panel.js";
import { describeStep } from "./paths.js";

/**
 * @param {import("./data.js").Graph} graph
 * @param {Uint8Array} passing
 * @param {Uint8Array} all what passes when the confidence is left out of account
 * @param {[number, number]} ends
 * @param {number[][]} paths
 * @param {import("./panel.js").Doors} doors
 */
export function showPaths(graph, passing, all, [from, to], paths, doors) {
  const panel = byId("panel");
  const between = relationsBetween(graph, passing, from, to);
  // Less certain facts between the two are news of their own; without any, all that could make a way are.
  const possible = relationsBetween(graph, all, from, to);
  const doubt = doubtLine(possible.length ? possible : listPassing(all), doors);
  if (between.length) showBetween(graph, [from, to], between, doubt, doors);
  else showSteps(graph, passing, [from, to], paths, doubt, doors);
  panel.hidden = false;
  panel.scrollTop = 0;
}

/**
 * @param {import("./data.js").Graph} graph
 * @param {[number, number]} ends
 * @param {number[]} relations
 * @param {Node[]} doubt
 * @param {import("./panel.js").Doors} doors
 */
function showBetween(graph, [from, to], relations, doubt, doors) {
  const items = relations.map((relation) => {
    const item = sentence(graph, relation, doors);
    item.firstElementChild?.append(proofOf(graph, relation));
    if (graph.evidenceNotes[relation].length) doors.notes().then((notes) => item.append(evidenceList(graph, notes, relation, doors)));
    return item;
  });
  byId("panel").replaceChildren(
    h("div.panel-head", null, h("p.kind", { text: "What joins them" }), closeButton(doors.close)),
    h("h2", { text: `${graph.label[from]} and ${graph.label[to]}`, tabindex: "-1" }),
    h("p.also", { text: formatCount(relations.length, "relation", "relations") }),
    ...doubt,
    h("section", null, h("ul", null, ...items)),
  );
}

/**
 * @param {import("./data.js").Graph} graph
 * @param {number} relation
 */
function proofOf(graph, relation) {
  if (!graph.predicates[graph.predicate[relation]].stated) return h("span.proof", { text: "computed", title: describeStrength(graph, relation) });
  if (isOnlyKnown(graph, relation)) return h("span.proof", { text: "known", title: KNOWN_WORDS });
  return h("span.proof", { text: `${Math.round(graph.confidence[relation] * 100)} %`, title: "How sure kg is" });
}

/**
 * @param {import("./data.js").Graph} graph
 * @param {Uint8Array} passing
 * @param {[number, number]} ends
 * @param {number[][]} paths
 * @param {Node[]} doubt
 * @param {import("./panel.js").Doors} doors
 */
function showSteps(graph, passing, [from, to], paths, doubt, doors) {
  const steps = (paths[0]?.length ?? 1) - 1;
  const summary = paths.length
    ? `${formatCount(paths.length, "path", "paths")} of ${formatCount(steps, "step", "steps")}, the shortest over the relations that the filters leave`
    : "No path joins them over the relations that the filters leave.";
  byId("panel").replaceChildren(
    h("div.panel-head", null, h("p.kind", { text: "Shortest paths" }), closeButton(doors.close)),
    h("h2", { text: `${graph.label[from]} to ${graph.label[to]}`, tabindex: "-1" }),
    h("p.also", { text: summary }),
    ...doubt,
    ...paths.map((path) => h("ol.path", null, ...path.map((entity, i) => pathStep(graph, passing, path, entity, i, doors.select)))),
  );
}

/**
 * @param {import("./data.js").Graph} graph
 * @param {Uint8Array} passing
 * @param {number[]} path
 * @param {number} entity
 * @param {number} place
 * @param {(entity: number) => void} onSelect
 */
function pathStep(graph, passing, path, entity, place, onSelect) {
  const words = place > 0 && h("span.step", { text: describeStep(graph, passing, path[place - 1], entity) });
  return h("li", null, words, h("button.entity", { type: "button", onclick: () => onSelect(entity) }, shapeIcon(classOf(graph, entity)), h("span", { text: graph.label[entity] })));
}
