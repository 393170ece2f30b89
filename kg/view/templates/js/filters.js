// The legend and the filters: every kind with its shape, colour and count, and what else narrows the view. Counts say what
// a choice would leave, given the other filters.

import { byId, formatNumber, h, keepFocus } from "./dom.js";
import { countChoices, KNOWN } from "./filter.js";
import { shapeIcon } from "./icons.js";

/**
 * @typedef {import("./data.js").Graph} Graph
 * @typedef {import("./state.js").State} State
 * @typedef {import("./filter.js").Choice} Choice
 * @typedef {import("./state.js").Store} Store
 */

/**
 * @param {Graph} graph
 * @param {Store} store
 * @returns {(state: State) => void} shows the filters of a state
 */
export function createFilters(graph, store) {
  const kinds = h("div");
  const relations = group("Relations");
  const events = group("Events");
  const notes = group("Notes");
  const known = h("div.known-rows", { role: "group", "aria-label": "Known beforehand" });
  const confidence = createConfidence(store);
  const clear = h("button.quiet.clear", { type: "button", text: "Clear all filters", onclick: () => store.set(clearFilters(store.start)) });
  const legend = byId("legend");
  legend.append(h("h2", { text: "Kinds" }), kinds, relations.box, events.box, notes.box, known, confidence.box, clear);
  return (state) => {
    const choices = countChoices(graph, state);
    keepFocus(legend, () => {
      kinds.replaceChildren(...choices.classes.map((c, i) => row(c, "classesOff", state, store, shapeIcon(graph.classes[i]))));
      relations.show(choices.predicates.map((c) => row(c, "predicatesOff", state, store)), state.predicatesOff.length);
      events.show(choices.events.map((c) => row(c, "events", state, store)), state.events.length);
      notes.show(choices.notes.map((c) => row(c, "notes", state, store)), state.notes.length);
      known.hidden = choices.known.length === 0;
      known.replaceChildren(h("h2", { text: "Known beforehand" }), ...choices.known.map((c) => knownRow(c, store)));
      confidence.show(state.confidence);
    });
    clear.hidden = !isFiltered(state, store.start);
  };
}

/**
 * @param {State} state
 * @returns {Partial<State>} what of it filters
 */
export function pickFilters({ classesOff, predicatesOff, notes, events, confidence, known }) {
  return { classesOff, predicatesOff, notes, events, confidence, known };
}

/**
 * @param {State} start
 * @returns {Partial<State>} a change that takes all filters away, the timeline's day too
 */
export function clearFilters(start) {
  return { ...pickFilters(start), until: "" };
}

/**
 * @param {State} state
 * @param {State} start
 * @returns {boolean} whether the reader has narrowed the view; the confidence that the page opens with does not count
 */
export function isFiltered(state, start) {
  return state.classesOff.length + state.predicatesOff.length + state.notes.length + state.events.length > 0 || state.confidence > start.confidence || state.known < start.known;
}

/**
 * What only the vocabulary knows: names need the facts that join them.
 * @param {Choice} choice
 * @param {Store} store
 */
function knownRow(choice, store) {
  const isFacts = choice.value === "facts";
  const next = isFacts ? (choice.on ? KNOWN.none : KNOWN.facts) : choice.on ? KNOWN.facts : KNOWN.names;
  const title = isFacts ? "Facts that only the vocabulary knows, between what notes name" : "Kinds, makers and the like that only the vocabulary names";
  return h(
    "button.row",
    { type: "button", role: "checkbox", "aria-checked": String(choice.on), "data-id": `known ${choice.value}`, title, onclick: () => store.set({ known: next }) },
    h("span.tick", { "aria-hidden": "true" }),
    h("span.name", { text: choice.label }),
    h("span.count", { text: formatNumber(choice.count) }),
  );
}

/**
 * @param {Choice} choice
 * @param {"classesOff" | "predicatesOff" | "notes" | "events"} field
 * @param {State} state
 * @param {Store} store
 * @param {SVGElement} [picture]
 */
function row(choice, field, state, store, picture) {
  return h(
    "button.row",
    {
      type: "button", role: "checkbox", "aria-checked": String(choice.on), "data-id": `${field} ${choice.value}`, title: choice.label,
      onclick: () => store.set({ [field]: toggle(state[field], choice.value) }),
    },
    picture ?? h("span.tick", { "aria-hidden": "true" }),
    h("span.name", { text: choice.label }),
    h("span.count", { text: formatNumber(choice.count) }),
  );
}

/** @param {string} title a part of the filters that opens and closes */
function group(title) {
  const rows = h("div.rows");
  const chosen = h("span.count");
  const box = h("details", null, h("summary", null, title, chosen), rows);
  return {
    box,
    /** @type {(items: Node[], active: number) => void} */
    show(items, active) {
      box.hidden = items.length === 0;
      chosen.textContent = active ? "filtered" : "";
      rows.replaceChildren(...items);
    },
  };
}

/** @param {Store} store */
function createConfidence(store) {
  const input = h("input", { type: "range", min: "0", max: "100", step: "5", id: "confidence" });
  const value = h("output", { for: "confidence" });
  input.addEventListener("input", () => (value.textContent = describeConfidence(Number(input.value) / 100)));
  input.addEventListener("change", () => store.set({ confidence: Number(input.value) / 100 }));
  const box = h("div.confidence", null, h("label", { for: "confidence" }, "Confidence", value), input);
  return {
    box,
    /** @param {number} confidence */
    show(confidence) {
      input.value = String(Math.round(confidence * 100));
      value.textContent = describeConfidence(confidence);
    },
  };
}

/** @param {number} confidence */
function describeConfidence(confidence) {
  return confidence ? `at least ${Math.round(confidence * 100)} %` : "any";
}

/**
 * @param {string[]} list
 * @param {string} value
 */
export function toggle(list, value) {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}
