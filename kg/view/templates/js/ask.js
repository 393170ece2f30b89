// The console: SPARQL asked and answered inside the page.

import { declarePrefixes } from "./prefixes.js";
import { iriOf } from "./data.js";
import { byId, formatCount, h } from "./dom.js";
import { createEngine, hasEngine, Superseded } from "./engine.js";
import { createGrid } from "./grid.js";
import { chooseValues, createFields, createQuestionList, fillQuery, sayQuestion } from "./questions.js";
import { readLine } from "./quotes.js";
import { entityButton } from "./table.js";

/**
 * @typedef {import("./data.js").Graph} Graph
 * @typedef {import("./engine.js").Term} Term
 */

/**
 * @param {Graph} graph
 * @param {import("./state.js").Store} store
 * @param {{select: (entity: number) => void, draw: (triples: Term[][]) => void}} doors
 * @returns {(query: string) => void} shows the address's query in the editor when it is another than before
 */
export function createConsole(graph, store, doors) {
  const box = byId("ask");
  if (!hasEngine()) {
    box.append(
      h("div.lacking", null,
        h("h2", { text: "Queries are not in this file" }),
        h("p", { text: "The query engine (Oxigraph as WebAssembly) was left out when this page was written, or was not there to be put in. The command line still answers: kg query OUT 'SELECT …'." }),
      ),
    );
    return () => {};
  }
  const engine = createEngine();
  const entityOf = new Map(graph.key.map((_, i) => [iriOf(graph, i), i]));
  const editor = h("textarea", { id: "query", rows: "9", spellcheck: "false", autocapitalize: "off", "aria-label": "SPARQL query" });
  const run = h("button.button.is-main", { type: "button", text: "Run" });
  const stop = h("button.button", { type: "button", "data-id": "stop", text: "Stop", hidden: true, onclick: () => engine.stop() });
  const told = h("p.soft.told", { role: "status" });
  const result = h("div.fill");
  const heading = h("h2", { tabindex: "-1" });
  const said = h("p.soft.asked");
  const fields = h("div.fields");
  const text = h("details.sparql", null, h("summary", { text: "SPARQL" }), editor, h("p.soft", { text: "Ctrl+Enter runs what stands here." }));

  const ask = async () => {
    const query = editor.value.trim();
    if (!query) return;
    const wrong = fields.querySelector("[aria-invalid=true]");
    if (wrong) {
      told.textContent = "Not asked: a value is wrong.";
      wrong.focus();
      return;
    }
    store.set({ query });
    run.disabled = true;
    stop.hidden = false;
    told.textContent = "Asking…";
    try {
      const { answer, milliseconds } = await engine.ask(declarePrefixes(query, graph.prefixes));
      result.replaceChildren(showAnswer(graph, answer, entityOf, doors));
      told.textContent = `${describeAnswer(answer)} in ${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
    } catch (error) {
      // Then the page waits for the next question's answer.
      if (error instanceof Superseded) return;
      result.replaceChildren(h("pre.error", { text: error instanceof Error ? error.message : String(error) }));
      told.textContent = "No answer";
    }
    run.disabled = false;
    stop.hidden = true;
  };
  let isOwn = true;
  /** @param {import("./data.js").Query | null} query null for one of the reader's own */
  const showQuery = (query) => {
    const values = query ? chooseValues(graph, query) : {};
    isOwn = !query;
    questions.mark(query);
    box.classList.add("is-open");
    heading.textContent = query ? query.title : "Your own query";
    /** @param {import("./questions.js").Values} now */
    const fill = (now) => {
      if (!query) return;
      said.textContent = sayQuestion(query, now);
      editor.value = fillQuery(query, now).trim();
    };
    said.textContent = query ? "" : "In SPARQL: the graph is asked inside this file, nothing is sent anywhere.";
    fields.replaceChildren(...(query ? createFields(graph, query, values, fill, ask) : []));
    fill(values);
    text.open = !query;
  };
  const questions = createQuestionList(graph, (query) => {
    showQuery(query);
    heading.focus({ preventScroll: true });
    ask();
  });
  run.addEventListener("click", ask);
  // An edited question is the reader's own: its fields would write over what was edited.
  editor.addEventListener("input", () => !isOwn && showQuery(null));
  editor.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
  });
  text.addEventListener("toggle", () => text.open && !box.classList.contains("is-open") && showQuery(null));
  const own = h("button.quiet", { type: "button", "data-id": "own", text: "Write your own in SPARQL", onclick: () => {
    showQuery(null);
    editor.focus();
  } });
  const back = h("button.quiet.only-small", { type: "button", text: "All questions", onclick: () => box.classList.remove("is-open") });
  questions.list.append(own);
  box.classList.add("asking");
  box.append(questions.list, h("div.ask-work", null, h("div.ask-head", null, back, heading), said, fields, h("div.ask-run", null, run, stop, told), text, result));
  showQuery(null);
  box.classList.remove("is-open");
  heading.textContent = "Ask the graph";
  said.textContent = "Choose a question: its answer is a table. It is found inside this file, nothing is sent anywhere.";
  text.open = graph.queries.length === 0;
  editor.value = "SELECT * WHERE { ?s ?p ?o } LIMIT 20";
  let shown = "";
  return (query) => {
    if (query === shown) return;
    shown = query;
    if (!query || query === editor.value.trim()) return;
    showQuery(null);
    editor.value = query;
  };
}

/** @param {import("./engine.js").Answer} answer */
function describeAnswer(answer) {
  if (answer.triples) return formatCount(answer.triples.length, "triple", "triples");
  if (answer.rows) return formatCount(answer.rows.length, "row", "rows");
  return answer.boolean ? "Yes" : "No";
}

/**
 * @param {Graph} graph
 * @param {import("./engine.js").Answer} answer
 * @param {Map<string, number>} entityOf
 * @param {{select: (entity: number) => void, draw: (triples: Term[][]) => void}} doors
 */
function showAnswer(graph, answer, entityOf, doors) {
  if (answer.boolean !== undefined) return h("p.verdict", { text: answer.boolean ? "Yes" : "No" });
  const { triples } = answer;
  const columns = triples ? ["subject", "predicate", "object"] : (answer.columns ?? []);
  const grid = createGrid({
    caption: "Result of the query",
    columns: columns.map((label, i) => toColumn(graph, label, i, entityOf, doors.select)),
    rows: triples ?? answer.rows ?? [],
    file: "result.csv",
  });
  if (triples?.length) grid.prepend(h("button.button.draw", { type: "button", text: "Draw as a graph", onclick: () => doors.draw(triples) }));
  return grid;
}

/**
 * @param {Graph} graph
 * @param {string} label
 * @param {number} place
 * @param {Map<string, number>} entityOf
 * @param {(entity: number) => void} onSelect
 * @returns {import("./grid.js").Column<(Term | null)[]>}
 */
function toColumn(graph, label, place, entityOf, onSelect) {
  return {
    label,
    value: (row) => toValue(row[place]),
    cell: (row) => {
      const term = row[place];
      const entity = term?.type === "uri" ? entityOf.get(term.value) : undefined;
      if (entity !== undefined) return entityButton(graph, entity, onSelect);
      // Quotes are shown as they are read; the file has them as they stand in the note.
      return document.createTextNode(label === "quote" && term?.type === "literal" ? readLine(term.value).text : (term?.value ?? ""));
    },
  };
}

const NUMERIC = /#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/;

/** @param {Term | null} term */
function toValue(term) {
  if (!term) return "";
  return term.datatype && NUMERIC.test(term.datatype) ? Number(term.value) : term.value;
}

/**
 * A query's triples as a small graph: known entities as themselves, other resources as plain dots, literals left out.
 * @param {Graph} graph
 * @param {Term[][]} triples
 * @returns {{nodes: {entity: number, iri: string, label: string}[], edges: {from: number, to: number, label: string}[]}} ends are places in `nodes`
 */
export function toPicture(graph, triples) {
  const entityOf = new Map(graph.key.map((_, i) => [iriOf(graph, i), i]));
  /** @type {Map<string, number>} */
  const place = new Map();
  /** @type {{entity: number, iri: string, label: string}[]} */
  const nodes = [];
  /** @param {Term} term */
  const add = (term) => {
    const known = place.get(term.value);
    if (known !== undefined) return known;
    const entity = entityOf.get(term.value) ?? -1;
    place.set(term.value, nodes.length);
    return nodes.push({ entity, iri: term.value, label: entity < 0 ? shortName(term.value) : graph.label[entity] }) - 1;
  };
  const edges = [];
  for (const [subject, predicate, object] of triples) {
    const from = add(subject);
    if (object.type !== "literal") edges.push({ from, to: add(object), label: shortName(predicate.value) });
  }
  return { nodes, edges };
}

/** @param {string} iri */
export function shortName(iri) {
  const tail = iri.replace(/[/#]$/, "").split(/[/#]/).pop() || iri;
  try {
    return decodeURIComponent(tail);
  } catch {
    return tail;
  }
}
