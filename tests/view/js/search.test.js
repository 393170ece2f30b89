import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex, fold, isOneEditAway, search } from "../../../kg/view/templates/js/search.js";
import { makeGraph } from "./graph.js";

const graph = makeGraph();
const index = buildIndex(graph);
const find = (text) => search(index, graph, text).map(({ name }) => name);

test("accents and case do not matter", () => {
  assert.equal(fold("Délta"), "delta");
  assert.deepEqual(find("DELTA"), ["Délta"]);
});

test("whole names come before beginnings, beginnings before insides", () => {
  assert.equal(find("beta")[0], "Beta");
  assert.equal(find("e")[0], "Epsilon");
  assert.equal(find("letter")[0], "Second letter");
});

test("an alias leads to its entity once", () => {
  const hits = search(index, graph, "b");
  assert.equal(hits.filter((hit) => hit.entity === 1).length, 1);
  assert.equal(search(index, graph, "second")[0].isAlias, true);
});

test("the place of the match is told", () => {
  const [hit] = search(index, graph, "lett");
  assert.equal(hit.name.slice(hit.from, hit.from + hit.length), "lett");
});

test("one slip is forgiven when nothing else is found", () => {
  assert.deepEqual(find("gamna"), ["Gamma"]);
  assert.deepEqual(find("epislon"), ["Epsilon"]);
  assert.deepEqual(find("qqqq"), []);
});

test("nothing typed finds nothing, and a limit holds", () => {
  assert.deepEqual(find("  "), []);
  assert.equal(search(index, graph, "a", 2).length, 2);
});

test("one edit: insertion, deletion, replacement, swap, and no more", () => {
  for (const [a, b] of [["abc", "abxc"], ["abc", "ac"], ["abc", "axc"], ["abc", "acb"], ["abc", "abc"]]) assert.ok(isOneEditAway(a, b), `${a} ${b}`);
  for (const [a, b] of [["abc", "cba"], ["abcd", "ab"], ["abcd", "badc"]]) assert.ok(!isOneEditAway(a, b), `${a} ${b}`);
});

test("twenty thousand names are searched in less than 50 ms", () => {
  const names = Array.from({ length: 20000 }, (_, i) => `Entity number ${i} of many`);
  const big = { ...graph, label: names, aliases: Object.fromEntries(names.map((name, i) => [i, [`Alias ${name}`]])), rank: names.map(() => 0.5) };
  const bigIndex = buildIndex(big);
  search(bigIndex, big, "warm");
  const start = performance.now();
  search(bigIndex, big, "number 19999");
  assert.ok(performance.now() - start < 50 * (process.env.CI ? 4 : 2), "too slow");
});
