// The panel for the shortest paths between two entities.

import { classOf } from "./data.js";
import { byId, formatCount, h } from "./dom.js";
import { shapeIcon } from "./icons.js";
import { closeButton } from "./panel.js";
import { describeStep } from "./paths.js";

/**
 * @param {import("./data.js").Graph} graph
 * @param {Uint8Array} passing
 * @param {[number, number]} ends
 * @param {number[][]} paths
 * @param {{select: (entity: number) => void, close: () => void}} doors
 */
export function showPaths(graph, passing, [from, to], paths, doors) {
  const panel = byId("panel");
  const steps = (paths[0]?.length ?? 1) - 1;
  const summary = paths.length
    ? `${formatCount(paths.length, "path", "paths")} of ${formatCount(steps, "step", "steps")}, the shortest there are`
    : "No path joins them over the relations that the filters leave.";
  panel.replaceChildren(
    h("div.panel-head", null, h("p.kind", { text: "Shortest paths" }), closeButton(doors.close)),
    h("h2", { text: `${graph.label[from]} to ${graph.label[to]}`, tabindex: "-1" }),
    h("p.also", { text: summary }),
    ...paths.map((path) => h("ol.path", null, ...path.map((entity, i) => pathStep(graph, passing, path, entity, i, doors.select)))),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
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
