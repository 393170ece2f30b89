// RDF terms as a reader sees them: short names, and links to what has a page here. Everything becomes text, never markup.

export function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Shorten an IRI by the longest prefix that leaves a plain name. */
export function shorten(iri, prefixes) {
  let best = null;
  for (const [name, start] of Object.entries(prefixes)) {
    if (!iri.startsWith(start) || !/^[\w%.~-]*$/.test(iri.slice(start.length))) continue;
    if (!best || start.length > best.start.length) best = { name, start };
  }
  return best ? `${best.name}:${iri.slice(best.start.length)}` : iri;
}

/** Show a term as SPARQL's JSON results write it; what lies under the graph's own base is a link to its page. */
export function makeTerm(term, words) {
  if (!term) return document.createTextNode("");
  if (term.type !== "uri") return document.createTextNode(term.type === "bnode" ? `_:${term.value}` : term.value);
  const text = shorten(term.value, words.prefixes);
  const isOurs = words.base && term.value.startsWith(words.base) && /^https?:/.test(term.value);
  if (!isOurs) return make("span", text, { title: term.value });
  return make("a", text, { href: `/page/${term.value.slice(words.base.length)}`, title: term.value });
}

const TRIPLE = /^(<[^>]*>|_:\S+) <([^>]*)> (.*) \.$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"/;

/** Read N-Triples into rows of terms; lines that are none, such as those with triple terms, are left out. */
export function readTriples(text) {
  const rows = [];
  for (const line of text.split("\n")) {
    const found = TRIPLE.exec(line);
    if (!found) continue;
    rows.push({ subject: readTerm(found[1]), predicate: readTerm(`<${found[2]}>`), object: readTerm(found[3]) });
  }
  return rows;
}

function readTerm(text) {
  if (text.startsWith("<")) return { type: "uri", value: unescape(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  return { type: "literal", value: unescape((LITERAL.exec(text) ?? ["", text])[1]) };
}

const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function unescape(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, letter) =>
    letter ? (ESCAPES[letter] ?? letter) : String.fromCodePoint(parseInt(short ?? long, 16)),
  );
}
