// The page's parts put together: one state, and one function that shows it.

import { toPicture, createConsole } from "./ask.js";
import { unpack } from "./data.js";
import { announce, byId, h, icon, keepFocus } from "./dom.js";
import { createDoubt, knownLine } from "./doubt.js";
import { alongPaths, amongEntities, aroundEntity } from "./emphasis.js";
import { chooseShown, computeMasks, isSure, KNOWN, listPassing } from "./filter.js";
import { createFilters, pickFilters } from "./filters.js";
import { PATHS } from "./icons.js";
import { createHelp } from "./keys.js";
import { listenToKeys } from "./keyboard.js";
import { showEntity } from "./panel.js";
import { showPaths } from "./pathpanel.js";
import { findShortestPaths } from "./paths.js";
import { savePng, saveSvg } from "./picture.js";
import { showNote } from "./reader.js";
import { createScenery } from "./scenery.js";
import { createSearchBox } from "./searchbox.js";
import { formatState } from "./state.js";
import { showStatus } from "./status.js";
import { createTable } from "./table.js";
import { createTabs } from "./tabs.js";
import { createTimeline } from "./timeline.js";

/** @typedef {import("./state.js").State} State */

/**
 * @param {{graph: import("./data.js").Graph, stage: ReturnType<typeof import("./stage.js").createStage>, store: import("./state.js").Store, first: number, isTall: boolean, isSmall: boolean}} parts
 */
export function createApp({ graph, stage, store, first, isTall, isSmall }) {
  const scenery = createScenery(graph, { isTall, isSmall });
  const showFilters = createFilters(graph, store);
  const showTab = createTabs(store);
  const showTable = createTable(graph, select);
  const showTimeline = createTimeline(graph, store);
  const showQuery = createConsole(graph, store, { select, draw: drawResult });
  const help = createHelp(graph.version);
  /** @type {Promise<import("./data.js").Notes> | null} */
  let notes = null;
  const getNotes = () => (notes ??= unpack(byId("kg-notes").textContent));
  const doubt = createDoubt(graph, store);
  let masks = computeMasks(graph, store.get());
  /** What passes when the confidence is left out of account. */
  let possible = masks.relations;
  /** @type {import("./scenery.js").Picture | null} */
  let result = null;
  /** What of the state decides which nodes stand where; while it stays, the camera stays too. */
  let standing = "";
  /** How many nodes stood there when the camera last took them all in. */
  let fitted = 0;

  /** @param {number} entity */
  function select(entity) {
    store.set({ entity: graph.key[entity], note: "", ...choosePathEnd(entity) });
  }
  /** @param {number} entity @returns {Partial<State>} when one end of a path is chosen, this is the other */
  function choosePathEnd(entity) {
    const { from, to } = store.get();
    return from && !to && from !== graph.key[entity] ? { to: graph.key[entity] } : to ? { from: "", to: "" } : {};
  }
  /** @param {number} entity */
  function grow(entity) {
    const key = graph.key[entity];
    if (entity >= graph.size) return;
    store.set({ entity: key, grown: [...new Set([...store.get().grown, key])] });
  }
  /** @param {number} entity @param {number} hops */
  function focus(entity, hops) {
    result = null;
    store.set({ focus: graph.key[entity], hops, entity: graph.key[entity], grown: [], tab: "" });
  }
  function reset() {
    result = null;
    scenery.unpinAll();
    standing = "";
    store.set({ ...store.start });
  }
  /** @param {import("./engine.js").Term[][]} triples */
  function drawResult(triples) {
    result = scenery.composeResult(toPicture(graph, triples));
    standing = "";
    store.set({ tab: "", entity: "", focus: "", note: "" });
  }
  /** @param {number} entity */
  function togglePin(entity) {
    const item = stage.scene.items.get(entity);
    if (!scenery.unpin(entity) && item) scenery.pin(entity, item.x, item.y);
    announce(scenery.isPinned(entity) ? "Pinned" : "Let go");
    standing = "";
    show(store.get(), store.get());
  }

  /** @type {import("./panel.js").Doors} */
  const doors = {
    notes: getNotes,
    select,
    read: (note, line, further = 0) => store.set({ note: graph.notes[note].path, line, further }),
    close: () => {
      store.set({ entity: "", note: "", line: 0, further: 0, from: "", to: "" });
      byId("canvas").focus();
    },
    actions: (entity) => [
      action("Show all around it", () => grow(entity)),
      action("Focus", () => focus(entity, 1)),
      action("Two steps", () => focus(entity, 2)),
      action("Path from here", () => store.set({ from: graph.key[entity], to: "" })),
    ],
    isSure: (relation) => isSure(graph, relation, store.get().confidence),
    hasKnown: () => store.get().known >= KNOWN.facts,
    doubt,
  };

  /** @param {State} state @param {State} before */
  function showPanel(state, before) {
    const [entity, from, to] = [state.entity, state.from, state.to].map((key) => graph.indexOf.get(key) ?? -1);
    const note = graph.notes.findIndex((one) => one.path === state.note);
    const paths = from >= 0 && to >= 0 ? findShortestPaths(graph, masks.relations, from, to) : [];
    const key = JSON.stringify([state.entity, state.note, state.line, state.further, state.from && state.to]);
    const panel = byId("panel");
    const isNew = key !== shownPanel;
    shownPanel = key;
    if (note >= 0) {
      const named = graph.noted.flatMap((list, i) => (list.includes(note) ? [i] : []));
      if (isNew) {
        getNotes().then((all) => {
          if (shownPanel !== key) return;
          showNote(graph, all, note, state, doors, entity);
          stage.fit(named, { animate: true });
        });
      }
      return { emphasis: amongEntities(graph, masks.relations, named), isNew, fit: named };
    }
    if (to >= 0 && from >= 0) {
      keepFocus(panel, () => showPaths(graph, masks.relations, possible, [from, to], paths, doors));
      return { emphasis: alongPaths(graph, masks.relations, paths.length ? paths : [[from], [to]]), isNew, fit: paths.flat() };
    }
    if (entity >= 0) {
      if (isNew) {
        showEntity(graph, entity, doors);
        announce(`${graph.label[entity]}, ${graph.classes[graph.cls[entity]].label}`);
      } else if (showsOtherFacts(state, before)) {
        const { scrollTop } = panel;
        keepFocus(panel, () => showEntity(graph, entity, doors));
        panel.scrollTop = scrollTop;
      }
      const emphasis = aroundEntity(graph, masks.relations, entity, (id) => stage.scene.items.has(id));
      return { emphasis, isNew, fit: state.focus ? [] : [...emphasis.ids] };
    }
    panel.hidden = true;
    return { emphasis: null, isNew: isNew && before.entity !== "", fit: [] };
  }
  let shownPanel = "";

  /** @param {State} state @param {number[]} fallback */
  function knownBy(state, fallback) {
    if (state.tab !== "timeline" || !state.until) return null;
    const then = computeMasks(graph, state);
    return amongEntities(graph, then.relations, fallback.filter((id) => then.entities[id]));
  }

  /** @param {State} state @returns {import("./filter.js").Masks} a list of facts is of what notes say, unless its reader wants all */
  function listedIn(state) {
    return state.known === KNOWN.facts ? computeMasks(graph, { ...state, known: KNOWN.none, entity: "" }, "until") : masks;
  }

  /** @param {State} state @param {State} before */
  function show(state, before) {
    // A day chosen on the timeline fades the graph there; it filters nothing elsewhere.
    masks = computeMasks(graph, state, "until");
    possible = computeMasks(graph, { ...state, confidence: 0 }, "until").relations;
    showTab(state.tab);
    showFilters(state.tab === "timeline" ? state : { ...state, until: "" });
    showQuery(state.query);
    if (state.tab === "table") showTable(listedIn(state), formatState({ ...store.start, ...pickFilters(state) }, store.start), [...doubt(listPassing(possible)), ...knownLine(graph, store)]);
    const paths = [state.from, state.to].flatMap((key) => graph.indexOf.get(key) ?? []);
    const onPaths = paths.length === 2 ? findShortestPaths(graph, masks.relations, paths[0], paths[1]).flat() : [];
    const shown = [...new Set([...chooseShown(graph, state, masks, first), ...onPaths])];
    const center = graph.indexOf.get(state.focus);
    const picture = result ?? scenery.compose(shown, masks.relations, center);
    const now = JSON.stringify([state.focus, state.hops, state.count, state.grown, result !== null]);
    const isOther = Math.abs(Math.log2(picture.items.length / Math.max(fitted, 1))) > 1;
    stage.show(picture.items, picture.lines);
    const { emphasis, isNew, fit } = showPanel(state, before);
    const then = emphasis ? null : knownBy(state, picture.items.map((item) => item.id));
    showTimeline(state, then ? then.ids.size : picture.items.length);
    const added = picture.items.filter((item) => item.isKnown).length;
    showStatus({ graph, state, masks, shown: picture.items.length - added, added, isResult: result !== null, store, doubt: doubt(listPassing(possible)), leaveResult: () => ((result = null), (standing = ""), store.set({})) });
    stage.emphasise(emphasis ?? then);
    const hasMoved = (now !== standing || isOther) && standing !== "";
    if (hasMoved || standing === "") fitted = picture.items.length;
    standing = now;
    if (byId("graph").hidden) return;
    requestAnimationFrame(() => {
      if (hasMoved || state.tab !== before.tab || (isNew && !fit.length && !state.focus)) stage.fit(undefined, { animate: true });
      else if (isNew && fit.length) stage.fit(fit, { animate: true });
    });
  }

  stage.listen({
    onSelect: (id) => (id === null ? doors.close() : id < graph.size && select(id)),
    onJoin: (from, to) => Math.max(from, to) < graph.size && store.set({ entity: "", note: "", line: 0, from: graph.key[from], to: graph.key[to] }),
    onGrow: grow,
    onHover: (id) => {
      if (stage.scene.items.size > HOVER_LIMIT || store.get().entity || store.get().note || store.get().to || result) return;
      if (id === null) stage.emphasise(knownBy(store.get(), [...stage.scene.items.keys()]));
      else stage.emphasise(aroundEntity(graph, masks.relations, id, (other) => stage.scene.items.has(other)), 0.55);
    },
    onDragged: (id, x, y) => id < graph.size && scenery.pin(id, x, y),
  });
  createSearchBox(graph, select);
  byId("tools").append(
    h("button.button.only-small", { type: "button", text: "Filters", "aria-expanded": "false", "aria-controls": "legend", onclick: toggleLegend }),
    h("button.tool", { type: "button", "aria-label": "Help: keys", title: "Keys (?)", text: "?", onclick: () => help.showModal() }),
  );
  byId("controls").append(
    control("Zoom in", PATHS.plus, () => stage.zoom(1.3)),
    control("Zoom out", PATHS.minus, () => stage.zoom(1 / 1.3)),
    control("Show the whole stage", PATHS.fit, () => stage.fit(undefined, { animate: true })),
    control("Start again: no filters, no pins, the first view", PATHS.reset, reset),
    control("Save what is seen as PNG", PATHS.picture, () => savePng(stage.canvas(), stage.palette())),
    control("Save what is seen as SVG", PATHS.vector, () => saveSvg(stage.scene, stage.emphasis(), stage.palette(), stage.getView())),
  );
  listenToKeys({ graph, stage, store, help, select, grow, focus, togglePin, close: doors.close });
  store.listen(show);
  show(store.get(), store.get());
  if (formatState(store.get(), store.start)) requestAnimationFrame(() => stage.fit(store.get().focus ? undefined : stage.emphasis()?.ids));
  // For scripts and tests: where an entity stands on the screen.
  /** @type {any} */ (globalThis).kg = { place: (/** @type {number} */ id) => stage.placeOf(id) };
}

const HOVER_LIMIT = 1500;

/** @param {State} state @param {State} before */
function showsOtherFacts(state, before) {
  return state.confidence !== before.confidence || state.known !== before.known;
}

/** @param {Event} event */
function toggleLegend(event) {
  const isOpen = byId("legend").classList.toggle("is-open");
  /** @type {Element} */ (event.currentTarget).setAttribute("aria-expanded", String(isOpen));
}

/**
 * @param {string} text
 * @param {() => void} onclick
 */
function action(text, onclick) {
  return h("button.button", { type: "button", text, onclick });
}

/**
 * @param {string} label
 * @param {string} path
 * @param {() => void} onclick
 */
function control(label, path, onclick) {
  return h("button", { type: "button", "aria-label": label, title: label, onclick }, icon(path));
}
