// Ready queries as questions in words: which there are, and the values that their reader gives them.

import { announce, h } from "./dom.js";

/** @typedef {import("./data.js").Graph} Graph */
/** @typedef {import("./data.js").Query} Query */
/** @typedef {import("./data.js").QueryField} QueryField */
/** @typedef {Record<string, string>} Values by the field's name */

const OTHERS = "Other questions";
const NAMES = 300;
/** How many names a field offers, the most important first. */

/** Where no variable stands: strings, IRIs, comments. */
const TOKENS = /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|#[^\n]*|\$(\w+)/g;

/**
 * @param {Query[]} queries
 * @returns {{group: string, queries: Query[]}[]} in their own order, those that belong nowhere at the end
 */
export function groupQueries(queries) {
  const names = [...new Set(queries.map((query) => query.group).filter(Boolean))];
  const groups = [...names, ""].map((group) => ({ group: group || OTHERS, queries: queries.filter((query) => query.group === group) }));
  return groups.filter((group) => group.queries.length);
}

/**
 * Put values in the place of a query's fields, as tokens: no value becomes syntax.
 * @param {Query} query
 * @param {Values} values
 * @returns {string}
 */
export function fillQuery({ text, fields }, values) {
  const byName = new Map(fields.map((field) => [field.name, field]));
  return text.replace(TOKENS, (token, name) => {
    const field = byName.get(name);
    return field ? formatValue(field, values[field.name] ?? field.default) : token;
  });
}

/**
 * @param {QueryField} field
 * @param {string} value a number that is none becomes the default
 */
function formatValue(field, value) {
  if (field.kind === "text") return `"${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;
  return readValue(field, value) ?? readValue(field, field.default) ?? "0";
}

/**
 * @param {QueryField} field
 * @param {string} typed
 * @returns {string | null} the value as SPARQL writes it, a decimal comma as a point; null for a number that is none
 */
export function readValue({ kind }, typed) {
  if (kind === "text") return typed;
  const value = kind === "integer" ? typed : typed.replace(",", ".");
  const form = kind === "integer" ? /^\d+$/ : /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/;
  return form.test(value) ? value : null;
}

/**
 * @param {Query} query
 * @param {Values} values
 * @returns {string} the question with the values in it
 */
export function sayQuestion({ question, fields }, values) {
  const byName = new Map(fields.map((field) => [field.name, field]));
  let isAll = true;
  const said = question.replace(/\$(\w+)/g, (token, name) => {
    const field = byName.get(name);
    const value = field && (values[name] ?? field.default);
    isAll &&= !value;
    return field ? value || "…" : token;
  });
  return isAll ? said : said.replace(/ \([^()]*, if none is named\)/, "");
}

/**
 * Choose what stands in a query's fields at first: their defaults, and for a name that this graph has not, the most important of its kind.
 * @param {Graph} graph
 * @param {Query} query
 * @returns {Values}
 */
export function chooseValues(graph, { fields }) {
  /** @type {Values} */
  const values = {};
  for (const field of fields) {
    const isName = field.kind === "text" && !isOfClasses(field) && (field.default || !/\bempty\b/.test(field.description));
    const taken = Object.values(values);
    const names = isName && !hasName(graph, field.default) ? listNames(graph, field).filter((name) => !taken.includes(name)) : [];
    values[field.name] = names[0] ?? field.default;
  }
  return values;
}

/**
 * @param {Graph} graph
 * @param {string} name
 * @returns {boolean} whether something that notes name bears it
 */
function hasName(graph, name) {
  const wanted = name.toLowerCase();
  return graph.label.some((label, i) => graph.named[i] && [label, ...(graph.aliases[i] ?? [])].some((one) => one.toLowerCase() === wanted));
}

/** @param {QueryField} field @returns {boolean} whether its value is the name of a class, not of a thing */
function isOfClasses({ description }) {
  return /^name of a class\b/i.test(description);
}

/**
 * @param {Graph} graph
 * @param {QueryField} field of the classes that its description speaks of, or of all
 * @returns {string[]} the most important first; for a class, the classes' own names
 */
export function listNames(graph, field) {
  const used = new Set(graph.cls.filter((_, entity) => graph.named[entity]));
  if (isOfClasses(field)) return graph.classes.filter((_, i) => used.has(i)).map(({ name }) => name);
  const { description } = field;
  const isMeant = graph.classes.map(({ label }) => new RegExp(`\\b${label.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}\\b`, "iu").test(description));
  const entities = graph.order.filter((entity) => graph.named[entity] && (isMeant[graph.cls[entity]] || !isMeant.includes(true)));
  return [...new Set(entities.slice(0, NAMES).map((entity) => graph.label[entity]))];
}

/**
 * @param {Graph} graph
 * @param {(query: Query) => void} onChoose
 * @returns {{list: HTMLElement, mark: (query: Query | null) => void}} the list of all questions
 */
export function createQuestionList(graph, onChoose) {
  /** @type {Map<Query, HTMLElement>} */
  const buttons = new Map();
  for (const query of graph.queries) {
    const said = sayQuestion(query, chooseValues(graph, query));
    buttons.set(query, h("button.question", { type: "button", onclick: () => onChoose(query) }, h("span.question-title", { text: query.title }), said && h("span.soft", { text: said })));
  }
  const list = h("nav.questions", { "aria-label": "Questions" },
    ...groupQueries(graph.queries).map(({ group, queries }) =>
      h("section", null, h("h2", { text: group }), h("ul", null, ...queries.map((query) => h("li", null, buttons.get(query)))))));
  return {
    list,
    mark: (chosen) => buttons.forEach((button, query) => button.setAttribute("aria-current", String(query === chosen))),
  };
}

/**
 * @param {Graph} graph
 * @param {Query} query
 * @param {Values} values
 * @param {(values: Values) => void} onChange
 * @param {() => void} onDone the reader pressed Enter
 * @returns {HTMLElement[]} a labelled field for each value; what is wrong in one is marked and changes nothing
 */
export function createFields(graph, query, values, onChange, onDone) {
  const now = { ...values };
  return query.fields.map((field) => {
    const id = `field-${field.name}`;
    const isText = field.kind === "text";
    const names = isText ? listNames(graph, field) : [];
    const input = h("input", { id, type: "text", inputmode: isText ? null : "decimal", autocomplete: "off", spellcheck: "false", list: names.length ? `${id}-names` : null, "data-id": id, "aria-describedby": isText ? null : `${id}-wrong` });
    const wrong = h("span.wrong", { id: `${id}-wrong`, hidden: true });
    input.value = now[field.name];
    input.addEventListener("input", () => {
      const value = readValue(field, input.value.trim());
      input.setAttribute("aria-invalid", String(value === null));
      wrong.textContent = value === null ? `This is no ${field.kind === "integer" ? "whole number" : "number"}, such as ${field.default || 1}.` : "";
      wrong.hidden = value !== null;
      announce(wrong.textContent);
      if (value === null) return;
      now[field.name] = value;
      onChange({ ...now });
    });
    input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && onDone());
    return h("div.field", { class: isText ? "field" : "field is-number" }, h("label", { for: id, text: field.description }), input, !isText && wrong,
      names.length > 0 && h("datalist", { id: `${id}-names` }, ...names.map((value) => h("option", { value }))));
  });
}
