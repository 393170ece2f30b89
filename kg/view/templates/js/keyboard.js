// Listening to the keys that keys.js names.

import { findNext, WAYS } from "./keys.js";
import { isTyping } from "./searchbox.js";
import { byId } from "./dom.js";
import { TABS } from "./tabs.js";

/**
 * @param {{
 *   graph: import("./data.js").Graph, stage: ReturnType<typeof import("./stage.js").createStage>, store: import("./state.js").Store, help: HTMLDialogElement,
 *   select: (entity: number) => void, grow: (entity: number) => void, focus: (entity: number, hops: number) => void, togglePin: (entity: number) => void, close: () => void,
 * }} parts
 */
export function listenToKeys({ graph, stage, store, help, select, grow, focus, togglePin, close }) {
  const canvas = byId("canvas");
  const chosen = () => graph.indexOf.get(store.get().entity) ?? -1;

  /** @type {Record<string, (entity: number) => void>} */
  const withEntity = { Enter: grow, f: (entity) => focus(entity, 1), p: togglePin };
  /** @type {Record<string, () => void>} */
  const always = { "+": () => stage.zoom(1.3), "=": () => stage.zoom(1.3), "-": () => stage.zoom(1 / 1.3), 0: () => stage.fit(undefined, { animate: true }) };

  canvas.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (way && event.shiftKey) stage.pan(way.x * 80, way.y * 80);
    else if (way) step(way);
    else if (withEntity[key] && chosen() >= 0) withEntity[key](chosen());
    else if (always[key]) always[key]();
    else return;
    event.preventDefault();
  });

  /** @param {{x: number, y: number}} way */
  function step(way) {
    const here = stage.scene.items.get(chosen());
    const next = here ? findNext([...stage.scene.items.values()], here, way) : stage.scene.ranked[0]?.id;
    if (next !== null && next !== undefined && next < graph.size) select(next);
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || help.open) return;
    if (event.key === "Escape") escape();
    else if (event.key === "?") help.showModal();
    else if (/^[1-4]$/.test(event.key)) store.set({ tab: TABS[Number(event.key) - 1][0] });
    else return;
    event.preventDefault();
  });

  function escape() {
    const state = store.get();
    if (state.entity || state.note || state.from) close();
    else if (state.focus) store.set({ focus: "", hops: 1 });
  }
}
