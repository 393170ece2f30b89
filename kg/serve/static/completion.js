// What could be written where the cursor stands: variables of the query, terms of the ontology, prefixes, keywords.

const KEYWORDS = `ASK BASE BIND BY CONSTRUCT DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP HAVING IN LIMIT MINUS NAMED NOT
  OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT UNDEF UNION VALUES WHERE`.split(/\s+/);
const FUNCTIONS = `ABS ASC AVG BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DESC FLOOR GROUP_CONCAT IF IRI ISBLANK ISIRI
  ISLITERAL LANG LANGMATCHES LCASE MAX MIN NOW REGEX REPLACE ROUND SAMPLE STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN
  STRSTARTS SUBSTR SUM UCASE YEAR`.split(/\s+/);

/**
 * Suggest for CodeMirror: `inside` names the token at the cursor, `words` holds the server's prefixes and terms.
 * What is already whole gets no suggestion, so that Enter is a new line; variables are suggested when asked for.
 */
export function complete(context, inside, words) {
  if (/string|comment/.test(inside)) return null;
  const variable = context.matchBefore(/[?$]\w*/);
  if (variable) return context.explicit ? { from: variable.from, options: findVariables(context, variable) } : null;
  const found = context.matchBefore(/[A-Za-z][\w-]*(?::[\w-]*)?/);
  if (!context.explicit && (!found || found.text.length < 2)) return null;
  const from = found ? found.from : context.pos;
  const terms = suggestTerms(context, from, words);
  const options = found?.text.includes(":") ? terms : [...terms, ...suggestPrefixes(words), ...suggestWords()];
  const typed = found?.text.toLowerCase();
  return options.some((option) => option.label.toLowerCase() === typed) ? null : { from, options };
}

function findVariables(context, found) {
  const text = context.state.sliceDoc(0, found.from) + " " + context.state.sliceDoc(found.to);
  const names = new Set([...text.matchAll(/[?$](\w+)/g)].map((match) => found.text[0] + match[1]));
  return [...names].sort().map((label) => ({ label, type: "variable" }));
}

/** After `a` classes come first, elsewhere what connects. */
function suggestTerms(context, from, words) {
  const wantsClass = /(?:^|\s)(?:a|rdf:type)\s+$/.test(context.state.sliceDoc(Math.max(0, from - 40), from));
  return words.terms.map((term) => ({
    label: term.name,
    type: term.kind,
    detail: term.label === term.name ? term.kind : `${term.kind}: ${term.label}`,
    info: term.comment || undefined,
    boost: (term.kind === "class") === wantsClass ? 20 : 0,
  }));
}

function suggestPrefixes(words) {
  return Object.entries(words.known).map(([name, iri]) => ({ label: `${name}:`, type: "prefix", detail: iri, boost: -5 }));
}

function suggestWords() {
  const functions = FUNCTIONS.map((name) => ({ label: name, apply: `${name}(`, type: "function", detail: "function", boost: -10 }));
  return [...KEYWORDS.map((name) => ({ label: name, type: "keyword" })), ...functions];
}
