// Less certain facts, and those that only the vocabulary knows: how many are left out, the way to them and the way back.

import { formatCount, h } from "./dom.js";
import { countChoices, isSure, KNOWN } from "./filter.js";

/** @typedef {import("./data.js").Graph} Graph */
/** @typedef {(relations: Iterable<number>) => Node[]} Doubt says how many of these relations are hidden, or shown, though less certain */

/**
 * @param {Graph} graph
 * @param {import("./state.js").Store} store
 * @returns {Doubt}
 */
export function createDoubt(graph, store) {
  return (relations) => {
    const found = weighDoubt(graph, relations, store.get().confidence, store.start.confidence);
    if (!found.count) return [];
    const said = `${formatCount(found.count, "less certain fact", "less certain facts")} ${found.isHidden ? "hidden" : "shown"}`;
    const them = found.count === 1 ? "it" : "them";
    return [
      h("span.soft", { text: said, title: `Of less than ${Math.round(found.least * 100)} % confidence` }),
      h("button.quiet", {
        type: "button", "data-id": "doubt", text: `${found.isHidden ? "Show" : "Hide"} ${them}`,
        onclick: () => store.set({ confidence: found.isHidden ? 0 : store.start.confidence }),
      }),
    ];
  };
}

/**
 * Count what the confidence hides; when it hides nothing, what it shows although the page leaves it out at first.
 * @param {Graph} graph
 * @param {Iterable<number>} relations
 * @param {number} confidence
 * @param {number} first the confidence that the page opens with
 * @returns {{count: number, isHidden: boolean, least: number}} `least` is what the counted facts do not reach
 */
export function weighDoubt(graph, relations, confidence, first) {
  let hidden = 0;
  let shown = 0;
  for (const relation of relations) {
    if (!isSure(graph, relation, confidence)) hidden++;
    else if (!isSure(graph, relation, first)) shown++;
  }
  return hidden ? { count: hidden, isHidden: true, least: confidence } : { count: shown, isHidden: false, least: first };
}

/**
 * @param {Graph} graph
 * @param {import("./state.js").Store} store
 * @returns {Node[]} what a list says of the facts that no note states; nothing when there is none
 */
export function knownLine(graph, store) {
  const isShown = store.get().known >= KNOWN.names;
  const count = countChoices(graph, store.get()).known.reduce((sum, choice) => sum + choice.count, 0);
  if (!count) return [];
  return [
    h("span.soft", { text: isShown ? "What was known beforehand is listed too" : "What was known beforehand is left out" }),
    h("button.quiet", {
      type: "button", "data-id": "known", text: isShown ? "Leave it out" : "List it",
      onclick: () => store.set({ known: isShown ? store.start.known : KNOWN.names }),
    }),
  ];
}
