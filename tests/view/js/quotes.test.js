import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readLine, readPieces } from "../../../kg/view/templates/js/quotes.js";

/** @type {[string, string][]} the same cases as for terminals */
const cases = JSON.parse(readFileSync(new URL("../../graph/cases/quotes.json", import.meta.url), "utf-8"));

for (const [quote, shown] of cases) {
  test(`marks are taken off: ${quote}`, () => {
    const { text, at } = readLine(quote);
    assert.equal(text, shown);
    assert.equal(at.length, text.length);
    for (let i = 0; i < text.length; i++) {
      const isBlank = text[i] === " " && /[\s<]/.test(quote[at[i]]);
      assert.ok(text[i] === quote[at[i]] || isBlank || quote[at[i]] === "&", "a letter is not where it stood");
    }
  });
}

test("what is named keeps its mark in the line as it is read", () => {
  const pieces = [
    { text: "- **", entity: -1 }, { text: "Envoy", entity: 3 }, { text: "** came out of [", entity: -1 },
    { text: "Lyft", entity: 7 }, { text: "](https://lyft.example/).\n", entity: -1 },
  ];
  assert.deepEqual(readPieces(pieces), [
    { text: "Envoy", entity: 3 }, { text: " came out of ", entity: -1 }, { text: "Lyft", entity: 7 }, { text: ".", entity: -1 },
  ]);
  assert.deepEqual(readPieces([]), []);
});

test("a line of nothing but brackets takes no quadratic time", () => {
  const start = performance.now();
  readLine("[".repeat(20_000));
  readLine("*a".repeat(20_000));
  for (const piece of ["<a ", "<a \"", "<a '\"", "<!--", "</p ", "=\"", "`<b"]) readLine(piece.repeat(10_000));
  assert.ok(performance.now() - start < 2000);
});
