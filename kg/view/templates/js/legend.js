// The legend: every class with its shape, colour and count, switched on and off by a click.

import { byId, formatNumber, h } from "./dom.js";
import { countChoices } from "./filter.js";
import { shapeIcon } from "./icons.js";

/**
 * @param {import("./data.js").Graph} graph
 * @param {import("./state.js").State} state
 * @param {{set: (change: object) => void}} store
 */
export function showLegend(graph, state, store) {
  const choices = countChoices(graph, state).classes;
  byId("legend").replaceChildren(
    h("h2", { text: "Kinds" }),
    ...choices.map((choice, i) =>
      h("button.row", {
        type: "button", role: "checkbox", "aria-checked": String(choice.on),
        onclick: () => store.set({ classesOff: toggle(state.classesOff, choice.value) }),
      }, shapeIcon(graph.classes[i]), h("span.name", { text: choice.label }), h("span.count", { text: formatNumber(choice.count) })),
    ),
  );
}

/**
 * @param {string[]} list
 * @param {string} value
 */
export function toggle(list, value) {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}
