import assert from "node:assert/strict";
import { test } from "node:test";

import { declarePrefixes } from "../../../kg/view/templates/js/prefixes.js";

test("declarations come first, and lines keep their numbers", () => {
  const query = "# a question\nSELECT * { ?s kg:uses ?o }";
  const declared = declarePrefixes(query, { kg: "urn:kg#", skos: "urn:skos#" });
  assert.equal(declared, `PREFIX kg: <urn:kg#> PREFIX skos: <urn:skos#> ${query}`);
  assert.equal(declared.split("\n").length, query.split("\n").length);
});

test("without prefixes the query stays as it is", () => {
  assert.equal(declarePrefixes("ASK {}", {}), "ASK {}");
});
