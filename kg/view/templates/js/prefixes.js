// Prefixes that a query may use without declaring them, as on the command line.

/**
 * @param {string} query
 * @param {Record<string, string>} prefixes name → namespace
 * @returns {string} the query with the declarations before it, on its first line: the lines keep their numbers, and a
 *   declaration of the query's own counts, because it comes later
 */
export function declarePrefixes(query, prefixes) {
  const lines = Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}> `);
  return lines.join("") + query;
}
