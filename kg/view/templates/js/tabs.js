// The ways to look at the graph, as tabs: the graph itself, the table, the timeline below the graph, the console.

import { byId, h } from "./dom.js";

/** @type {[string, string][]} */
export const TABS = [["", "Graph"], ["table", "Table"], ["timeline", "Timeline"], ["ask", "Ask"]];

/**
 * @param {import("./state.js").Store} store
 * @returns {(tab: string) => void} shows a tab
 */
export function createTabs(store) {
  const buttons = TABS.map(([name, label]) =>
    h("button.tab", { type: "button", role: "tab", id: `tab-${name || "graph"}`, "aria-controls": name === "timeline" ? "graph" : name || "graph", text: label, onclick: () => store.set({ tab: name }) }),
  );
  const list = byId("tabs");
  list.append(...buttons);
  list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = (at + step + TABS.length) % TABS.length;
    buttons[next].focus();
    store.set({ tab: TABS[next][0] });
  });
  return (tab) => {
    TABS.forEach(([name], i) => {
      buttons[i].setAttribute("aria-selected", String(name === tab));
      buttons[i].tabIndex = name === tab ? 0 : -1;
    });
    byId("graph").hidden = tab === "table" || tab === "ask";
    byId("table").hidden = tab !== "table";
    byId("ask").hidden = tab !== "ask";
    byId("timeline").hidden = tab !== "timeline";
  };
}
