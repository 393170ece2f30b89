// The console: SPARQL asked and answered inside the page.

import { declarePrefixes } from "./prefixes.js";
import { iriOf } from "./data.js";
import { byId, formatCount, h } from "./dom.js";
import { createEngine, hasEngine } from "./engine.js";
import { createGrid } from "./grid.js";
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
 * @returns {(query: string) => void} shows a query in the editor, unless the reader is at work on one
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
  const editor = h("textarea", { id: "query", rows: "7", spellcheck: "false", autocapitalize: "off", "aria-label": "SPARQL query" });
  const run = h("button.button.is-main", { type: "button", text: "Run" });
  const stop = h("button.button", { type: "button", text: "Stop", hidden: true, onclick: () => engine.stop() });
  const told = h("p.soft", { role: "status" });
  const result = h("div.fill");
  const ready = h("select", { "aria-label": "Ready queries" }, h("option", { value: "", text: "Ready queries…" }),
    ...graph.queries.map((query, i) => h("option", { value: String(i), text: query.title })));

  const ask = async () => {
    const query = editor.value.trim();
    if (!query) return;
    store.set({ query });
    run.disabled = true;
    stop.hidden = false;
    told.textContent = "Asking…";
    try {
      const { answer, milliseconds } = await engine.ask(declarePrefixes(query, graph.prefixes));
      result.replaceChildren(showAnswer(graph, answer, entityOf, doors));
      told.textContent = `${describeAnswer(answer)} in ${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
    } catch (error) {
      result.replaceChildren(h("pre.error", { text: error instanceof Error ? error.message : String(error) }));
      told.textContent = "No answer";
    }
    run.disabled = false;
    stop.hidden = true;
  };
  run.addEventListener("click", ask);
  ready.addEventListener("change", () => {
    const query = graph.queries[Number(ready.value)];
    if (!ready.value || !query) return;
    editor.value = query.text.trim();
    ask();
  });
  editor.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
  });
  editor.value = graph.queries[0]?.text.trim() ?? "SELECT * WHERE { ?s ?p ?o } LIMIT 20";
  box.append(
    h("div.ask-head", null, ready, run, stop, h("span.soft", { text: "Ctrl+Enter runs" })),
    editor,
    told,
    result,
  );
  return (query) => {
    if (query && document.activeElement !== editor) editor.value = query;
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
