// All entities, or all relations, that pass the filters, as a table.

import { classOf, isOnlyKnown, relationsOf } from "./data.js";
import { byId, formatNumber, h, keepFocus } from "./dom.js";
import { createGrid } from "./grid.js";
import { describeStrength, KNOWN_WORDS } from "./panel.js";
import { shapeIcon } from "./icons.js";

/** @typedef {import("./data.js").Graph} Graph */

/**
 * @param {Graph} graph
 * @param {(entity: number) => void} onSelect
 * @returns {(masks: import("./filter.js").Masks, filters: string, words: Node[]) => void} shows what passes, and what is said of what is hidden; as long as the
 * filters are the same the table stays as its reader sorted it
 */
export function createTable(graph, onSelect) {
  const body = h("div.fill");
  const said = h("div.doubt");
  let which = "entities";
  /** @type {import("./filter.js").Masks | null} */
  let last = null;
  let shown = "none yet";
  const choices = ["entities", "relations"].map((name) =>
    h("button.button", {
      type: "button", "aria-pressed": String(name === which), text: name === "entities" ? "Entities" : "Relations",
      onclick: () => {
        which = name;
        choices.forEach((button, i) => button.setAttribute("aria-pressed", String(["entities", "relations"][i] === which)));
        if (last) show(last);
      },
    }),
  );
  byId("table").append(h("div.view-head", { role: "group", "aria-label": "What the table lists" }, ...choices, said), body);
  /** @type {(masks: import("./filter.js").Masks, filters?: string, words?: Node[]) => void} */
  const show = (masks, filters, words) => {
    if (filters !== undefined && filters === shown) return;
    if (words) keepFocus(said, () => said.replaceChildren(...words));
    last = masks;
    shown = filters ?? shown;
    body.replaceChildren(which === "entities" ? entityGrid(graph, masks, onSelect) : relationGrid(graph, masks, onSelect));
  };
  return show;
}

/**
 * @param {Graph} graph
 * @param {number} entity
 * @param {(entity: number) => void} onSelect
 */
export function entityButton(graph, entity, onSelect) {
  return h("button.entity", { type: "button", onclick: () => onSelect(entity) }, shapeIcon(classOf(graph, entity), !graph.named[entity]), h(graph.named[entity] ? "span" : "span.soft", { text: graph.label[entity] }));
}

/**
 * @param {Graph} graph
 * @param {import("./filter.js").Masks} masks
 * @param {(entity: number) => void} onSelect
 */
function entityGrid(graph, masks, onSelect) {
  const rows = graph.order.filter((entity) => masks.entities[entity]);
  /** @type {import("./grid.js").Column<number>[]} */
  const columns = [
    { label: "Name", value: (e) => graph.label[e], cell: (e) => entityButton(graph, e, onSelect) },
    { label: "Kind", value: (e) => classOf(graph, e).label },
    { label: "Also called", value: (e) => (graph.aliases[e] ?? []).join("; ") },
    { label: "Importance", isNumber: true, value: (e) => Math.round(graph.rank[e] * 100) },
    { label: "Relations", isNumber: true, value: (e) => countPassing(graph, masks, e) },
    { label: "Times named", isNumber: true, value: (e) => graph.mentions[e] },
    { label: "Notes", isNumber: true, value: (e) => graph.noted[e].length },
  ];
  return createGrid({ caption: "Entities", columns, rows, file: "entities.csv", sort: 3, isDown: true, known: rows.filter((e) => !graph.named[e]).length });
}

/**
 * @param {Graph} graph
 * @param {import("./filter.js").Masks} masks
 * @param {number} entity
 */
function countPassing(graph, masks, entity) {
  let count = 0;
  for (const relation of relationsOf(graph, entity)) count += masks.relations[relation];
  return count;
}

/**
 * @param {Graph} graph
 * @param {import("./filter.js").Masks} masks
 * @param {(entity: number) => void} onSelect
 */
function relationGrid(graph, masks, onSelect) {
  /** @type {[number[], number[]]} what notes say, then what only the vocabulary knows */
  const [said, known] = [[], []];
  for (let r = 0; r < graph.relations; r++) if (masks.relations[r]) (isOnlyKnown(graph, r) ? known : said).push(r);
  /** @type {import("./grid.js").Column<number>[]} */
  const columns = [
    { label: "Subject", value: (r) => graph.label[graph.subject[r]], cell: (r) => entityButton(graph, graph.subject[r], onSelect) },
    { label: "Relation", value: (r) => graph.predicates[graph.predicate[r]].label },
    { label: "Object", value: (r) => graph.label[graph.object[r]], cell: (r) => entityButton(graph, graph.object[r], onSelect) },
    { label: "Confidence", isNumber: true, value: (r) => (isOnlyKnown(graph, r) ? "" : graph.confidence[r]), cell: (r) => confidenceCell(graph, r) },
    { label: "Source", value: (r) => describeSource(graph, r) },
    { label: "Found by", value: (r) => graph.rule[r].map((rule) => graph.rules[rule]).join(", ") },
    { label: "Notes", value: (r) => graph.evidenceNotes[r].map((note) => graph.notes[note].path).join("; ") },
  ];
  return createGrid({ caption: "Relations", columns, rows: [...said, ...known], file: "relations.csv", known: known.length });
}

/**
 * @param {Graph} graph
 * @param {number} relation
 * @returns {string} who says it
 */
function describeSource(graph, relation) {
  if (!graph.predicates[graph.predicate[relation]].stated) return "computed";
  if (isOnlyKnown(graph, relation)) return "vocabulary";
  return graph.known[relation] ? "notes, vocabulary" : "notes";
}

/**
 * @param {Graph} graph
 * @param {number} relation
 */
function confidenceCell(graph, relation) {
  if (isOnlyKnown(graph, relation)) return h("span.soft", { text: "known", title: KNOWN_WORDS });
  const { stated } = graph.predicates[graph.predicate[relation]];
  return stated ? document.createTextNode(formatNumber(graph.confidence[relation])) : h("span.soft", { text: "computed", title: describeStrength(graph, relation) });
}
