// What is shown of how much, and the ways to the rest.

import { byId, formatNumber, h, keepFocus } from "./dom.js";
import { clearFilters, isFiltered } from "./filters.js";

/**
 * @param {{graph: import("./data.js").Graph, state: import("./state.js").State, masks: import("./filter.js").Masks, shown: number, added: number, isResult: boolean, store: import("./state.js").Store, doubt: Node[], leaveResult: () => void}} what
 */
export function showStatus({ graph, state, masks, shown, added, isResult, store, doubt, leaveResult }) {
  const parts = isResult ? describeResult(shown + added, leaveResult) : describeView(graph, state, masks.passing, shown, added, store, doubt);
  const status = byId("status");
  keepFocus(status, () => status.replaceChildren(...parts));
}

/**
 * @param {number} shown
 * @param {() => void} leave
 */
function describeResult(shown, leave) {
  return [h("span", { text: `The query's result: ${formatNumber(shown)} nodes` }), link("Back to the graph", leave)];
}

/**
 * @param {import("./data.js").Graph} graph
 * @param {import("./state.js").State} state
 * @param {number} total
 * @param {number} shown what notes name of what stands on the stage
 * @param {number} added what only the vocabulary names of it
 * @param {import("./state.js").Store} store
 * @param {Node[]} doubt
 */
function describeView(graph, state, total, shown, added, store, doubt) {
  const parts = [h("span", { text: `Showing ${formatNumber(shown)} of ${formatNumber(Math.max(total, shown))}${added ? ` and ${formatNumber(added)} known beforehand` : ""}` })];
  const center = graph.indexOf.get(state.focus);
  if (center !== undefined) {
    parts.push(
      h("span.soft", { text: `${state.hops === 1 ? "one step" : `${state.hops} steps`} around ${graph.label[center]}` }),
      link(state.hops === 1 ? "Two steps" : "One step", () => store.set({ hops: state.hops === 1 ? 2 : 1 })),
      link("Leave the focus", () => store.set({ focus: "", hops: 1, grown: [] })),
    );
  } else if (shown < total) {
    const next = Math.min(total, Math.max(shown * 2, 100));
    parts.push(link(`Show ${formatNumber(next - shown)} more`, () => store.set({ count: next })));
    if (next < total) parts.push(link("Show all", () => store.set({ count: graph.size })));
  }
  if (state.from && !state.to) parts.push(h("span.hint", { text: `Choose where the path from ${graph.label[graph.indexOf.get(state.from) ?? 0]} leads` }), link("Cancel", () => store.set({ from: "" })));
  if (state.count || (state.grown.length && !state.focus)) parts.push(link("Back to the first view", () => store.set({ count: 0, grown: [], entity: "" })));
  parts.push(...doubt);
  if (isFiltered(state, store.start)) parts.push(link("Clear filters", () => store.set(clearFilters(store.start))));
  return parts;
}

/**
 * @param {string} text
 * @param {() => void} onclick
 */
function link(text, onclick) {
  return h("button.quiet", { type: "button", text, onclick });
}
