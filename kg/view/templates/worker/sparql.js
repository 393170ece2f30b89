// The console's worker. It stands after Oxigraph's own module in one file, so that names from there are in reach.
/* global __wbg_init, Store */

/** @type {any} */
let store;

// A query that names no graph reads the default graph. Several notes may state the same triple, each in its own graph:
// there it is once. What only follows, and the ontology's own terms, stay where they are.
const UNITE = `INSERT { ?s ?p ?o } WHERE {
  GRAPH ?g { ?s ?p ?o } FILTER(!STRENDS(STR(?g), "graph/inferred") && !STRENDS(STR(?g), "graph/ontology"))
}`;

/**
 * @param {string} query
 * @returns {string} which form it is, in capitals; nothing when it cannot be told
 */
function detectForm(query) {
  const bare = query.replace(/"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|#[^\n]*/g, " ");
  return /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(bare)?.[1].toUpperCase() ?? "";
}

/** @param {any} term an RDF term of Oxigraph's, as plain data that can be sent */
function toPlain(term) {
  const type = { NamedNode: "uri", BlankNode: "bnode" }[/** @type {string} */ (term.termType)] ?? "literal";
  return type === "literal" && term.termType !== "Literal" ? { type, value: term.toString() } : { type, value: term.value };
}

/**
 * @param {string} query
 * @returns {object} `{boolean}`, `{columns, rows}` or `{triples}`
 */
function answer(query) {
  const form = detectForm(query);
  if (form === "CONSTRUCT" || form === "DESCRIBE") {
    const quads = store.query(query);
    return { triples: quads.map((/** @type {any} */ quad) => [quad.subject, quad.predicate, quad.object].map(toPlain)) };
  }
  const { head, results, boolean } = JSON.parse(store.query(query, { results_format: "json" }));
  if (boolean !== undefined) return { boolean };
  return { columns: head.vars, rows: results.bindings.map((/** @type {any} */ row) => head.vars.map((/** @type {string} */ name) => row[name] ?? null)) };
}

// Each message is answered with its id.
self.onmessage = async ({ data }) => {
  const { id } = data;
  try {
    if (data.wasm) {
      await __wbg_init({ module_or_path: data.wasm });
      store = new Store();
      store.load(data.rdf, { format: "application/n-quads", lenient: true });
      const size = store.size;
      store.update(UNITE);
      postMessage({ id, ready: size });
    } else {
      const start = performance.now();
      const result = answer(data.query);
      postMessage({ id, result, milliseconds: performance.now() - start });
    }
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
};
