// Where the page starts: the first view from what PyVis built, then the whole graph, then everything around it.

import { buildGraph, otherEnd, relationsOf, unpack } from "./data.js";
import { announce, byId, formatNumber, h, icon } from "./dom.js";
import { chooseShown, computeMasks } from "./filter.js";
import { PATHS } from "./icons.js";
import { showLegend } from "./legend.js";
import { showEntity } from "./panel.js";
import { createScenery } from "./scenery.js";
import { createSearchBox, isTyping } from "./searchbox.js";
import { createStage } from "./stage.js";
import { createStore } from "./state.js";

const SMALL_VIEW = 110;
/** How many entities the first view has on a small screen. */

async function start() {
  const problem = whatIsMissing();
  if (problem) {
    showMessage(problem);
    return;
  }
  const store = createStore();
  /** @type {import("./data.js").Graph | null} */
  let graph = null;
  const isSmall = () => innerWidth <= 720;
  const stage = createStage(byId("canvas"), {
    margins: () => (isSmall() ? { top: 20, right: 20, bottom: byId("panel").hidden ? 60 : innerHeight * 0.55, left: 20 } : { top: 24, right: 40, bottom: 64, left: 270 }),
    onSelect: (id) => store.set({ entity: id === null || !graph ? "" : graph.key[id] }),
    onGrow: (id) => graph && grow(id),
    onHover: (id) => graph && store.get().entity === "" && stage.emphasise(id === null ? null : toEmphasis(id)),
    onDragged: () => {},
  });
  const isTall = innerHeight > innerWidth * 1.15;
  const view = JSON.parse(byId("kg-view").textContent);
  const first = isSmall() ? Math.min(SMALL_VIEW, view.nodes.length) : view.nodes.length;
  stage.show(...fromPyvis(view, first, isTall));
  stage.fit();
  performance.mark("kg-drawn");

  graph = buildGraph(await unpack(byId("kg-graph").textContent));
  const whole = graph;
  /** @type {Promise<import("./data.js").Notes> | null} */
  let notes = null;
  const getNotes = () => (notes ??= unpack(byId("kg-notes").textContent));
  const scenery = createScenery(whole, isTall);

  /** @param {number} id */
  function grow(id) {
    const state = store.get();
    const key = whole.key[id];
    store.set({ entity: key, grown: [...new Set([...state.grown, key])] });
  }
  /**
   * @param {number} id
   * @returns {import("./overlay.js").Emphasis}
   */
  function toEmphasis(id) {
    const lines = [];
    const ids = new Set([id]);
    for (const relation of relationsOf(whole, id)) {
      const other = otherEnd(whole, relation, id);
      if (!masks.relations[relation] || !stage.scene.items.has(other)) continue;
      ids.add(other);
      const predicate = whole.predicates[whole.predicate[relation]];
      lines.push({ from: whole.subject[relation], to: whole.object[relation], label: predicate.label, arrow: !predicate.symmetric });
    }
    return { center: id, ids, lines };
  }

  let masks = computeMasks(whole, store.get());
  /** @type {import("./panel.js").Doors} */
  const doors = {
    notes: getNotes,
    select: (entity) => store.set({ entity: whole.key[entity] }),
    read: () => {},
    close: () => store.set({ entity: "" }),
    actions: (entity) => [h("button.button", { type: "button", text: "Show all around it", onclick: () => grow(entity) })],
  };

  /** @param {import("./state.js").State} state @param {import("./state.js").State | null} before */
  function render(state, before) {
    masks = computeMasks(whole, state);
    const shown = chooseShown(whole, state, masks, first);
    const { items, lines } = scenery.compose(shown, masks);
    stage.show(items, lines);
    showLegend(whole, state, store);
    showStatus(whole, state, masks, shown.length, store);
    const selected = whole.indexOf.get(state.entity);
    const changed = state.entity !== (before?.entity ?? "");
    if (selected === undefined) {
      byId("panel").hidden = true;
      stage.emphasise(null);
      if (before && (shown.length !== lastCount)) stage.fit(undefined, { animate: true });
    } else {
      if (changed) {
        showEntity(whole, selected, doors);
        announce(`${whole.label[selected]}, ${whole.classes[whole.cls[selected]].label}`);
      }
      const emphasis = toEmphasis(selected);
      stage.emphasise(emphasis);
      if (changed) requestAnimationFrame(() => stage.fit(emphasis.ids, { animate: true }));
    }
    lastCount = shown.length;
  }
  let lastCount = first;

  createSearchBox(whole, (entity) => store.set({ entity: whole.key[entity] }));
  byId("tools").append(h("button.button", { type: "button", text: "Filters", "aria-expanded": "false", onclick: () => byId("legend").classList.toggle("is-open") }));
  byId("controls").append(
    controlButton("Zoom in", PATHS.plus, () => stage.zoom(1.3)),
    controlButton("Zoom out", PATHS.minus, () => stage.zoom(1 / 1.3)),
    controlButton("Show everything that is on the stage", PATHS.fit, () => stage.fit(undefined, { animate: true })),
  );
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !isTyping(event.target)) store.set({ entity: "" });
  });
  store.listen(render);
  render(store.get(), null);
  // For scripts and tests: where an entity stands on the screen.
  /** @type {any} */ (globalThis).kg = { place: (/** @type {number} */ id) => stage.placeOf(id) };
  performance.mark("kg-ready");
  document.documentElement.dataset.ready = "yes";
}

/**
 * @param {string} label
 * @param {string} path
 * @param {() => void} onclick
 */
function controlButton(label, path, onclick) {
  return h("button", { type: "button", "aria-label": label, title: label, onclick }, icon(path));
}

/**
 * @param {{nodes: any[], edges: any[]}} view
 * @param {number} first how many of its nodes to show, the highest ranked
 * @param {boolean} isTall
 * @returns {[import("./overlay.js").Item[], import("./overlay.js").Line[]]}
 */
function fromPyvis(view, first, isTall) {
  const nodes = [...view.nodes].sort((a, b) => a.place - b.place).slice(0, first);
  const ids = new Set(nodes.map((node) => node.id));
  return [
    nodes.map((node) => ({
      id: node.id, label: node.label, x: isTall ? node.y : node.x, y: isTall ? node.x : node.y,
      r: node.size, shape: node.shape, color: node.color, rank: node.rank, community: node.community,
    })),
    view.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to)).map((edge) => ({ from: edge.from, to: edge.to, width: edge.width, stated: true })),
  ];
}

/**
 * @param {import("./data.js").Graph} graph
 * @param {import("./state.js").State} state
 * @param {import("./filter.js").Masks} masks
 * @param {number} shown
 * @param {{set: (change: object) => void}} store
 */
function showStatus(graph, state, masks, shown, store) {
  const status = byId("status");
  const total = masks.passing;
  const text = `Showing ${formatNumber(shown)} of ${formatNumber(total)}`;
  status.replaceChildren(h("span", { text }));
  if (shown < total) {
    const next = Math.min(total, Math.max(shown * 2, 100));
    status.append(
      h("button.quiet", { type: "button", text: `Show ${formatNumber(next - shown)} more`, onclick: () => store.set({ count: next }) }),
      h("button.quiet", { type: "button", text: "Show all", onclick: () => store.set({ count: graph.size }) }),
    );
  }
  if (state.count || state.grown.length) status.append(h("button.quiet", { type: "button", text: "Back to the first view", onclick: () => store.set({ count: 0, grown: [], entity: "" }) }));
}

/** @returns {string} what this browser lacks, or nothing */
function whatIsMissing() {
  if (typeof (/** @type {any} */ (globalThis).DecompressionStream) === "undefined") {
    return "This browser is too old to unpack the graph in this file (it lacks DecompressionStream). Firefox 113, Chrome 80, Edge 80 and Safari 16.4 or later can.";
  }
  return "";
}

/** @param {string} text */
function showMessage(text) {
  const message = byId("message");
  message.textContent = text;
  message.hidden = false;
}

start().catch((error) => {
  showMessage(`The page could not be shown: ${error instanceof Error ? error.message : String(error)}`);
  throw error;
});
