import assert from "node:assert/strict";
import { test } from "node:test";
import { shortName, toPicture } from "../../../kg/view/templates/js/ask.js";
import { formatCell, formatCsv } from "../../../kg/view/templates/js/csv.js";
import { alongPaths, amongEntities, aroundEntity } from "../../../kg/view/templates/js/emphasis.js";
import { toggle } from "../../../kg/view/templates/js/filters.js";
import { sortRows } from "../../../kg/view/templates/js/grid.js";
import { listMoments } from "../../../kg/view/templates/js/timeline.js";
import { makeGraph } from "./graph.js";

test("cells are quoted where they must be", () => {
  assert.equal(formatCsv(["a", "b"], [["x,y", 'he said "no"'], ["two\nlines", 3]]), 'a,b\r\n"x,y","he said ""no"""\r\n"two\nlines",3\r\n');
});

test("a spreadsheet takes no cell for a formula", () => {
  assert.equal(formatCell("=1+1"), "'=1+1");
  assert.equal(formatCell("@SUM(A1)"), "'@SUM(A1)");
  assert.equal(formatCell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`);
  assert.equal(formatCell("-5"), "-5");
  assert.equal(formatCell(-5), "-5");
});

test("rows sort by value, numbers as numbers, equal ones keep their order", () => {
  const rows = [{ n: 10, s: "b2" }, { n: 9, s: "b10" }, { n: 9, s: "a" }];
  assert.deepEqual(sortRows(rows, { label: "", value: (r) => r.n }, false).map((r) => r.s), ["b10", "a", "b2"]);
  assert.deepEqual(sortRows(rows, { label: "", value: (r) => r.n }, true).map((r) => r.s), ["b2", "b10", "a"]);
  assert.deepEqual(sortRows(rows, { label: "", value: (r) => r.s }, false).map((r) => r.s), ["a", "b2", "b10"]);
  assert.equal(sortRows(rows, undefined, false), rows);
});

test("a result's triples become nodes and edges, literals none", () => {
  const uri = (value) => ({ type: "uri", value });
  const picture = toPicture(makeGraph(), [
    [uri("https://e/a"), uri("https://e/o#likes"), uri("http://x/y/Some%20thing")],
    [uri("https://e/a"), uri("https://e/o#name"), { type: "literal", value: "A" }],
    [uri("https://e/b"), uri("https://e/o#likes"), uri("https://e/a")],
  ]);
  assert.deepEqual(picture.nodes.map(({ entity, label }) => [entity, label]), [[0, "Alpha"], [-1, "Some thing"], [1, "Beta"]]);
  assert.deepEqual(picture.edges, [{ from: 0, to: 1, label: "likes" }, { from: 2, to: 0, label: "likes" }]);
});

test("a resource's short name is the end of its IRI, decoded if it can be", () => {
  assert.equal(shortName("http://x/a#b"), "b");
  assert.equal(shortName("http://x/%E0%A4"), "%E0%A4");
  assert.equal(shortName("urn:x"), "urn:x");
});

test("the timeline has each date once, with its event or the note", () => {
  assert.deepEqual(listMoments(makeGraph()), [{ date: "2019-05-01", labels: ["Zeta"] }, { date: "2020-01-01", labels: ["Two"] }]);
});

test("what is looked at: around an entity, among several, along paths", () => {
  const graph = makeGraph();
  const all = new Uint8Array(graph.relations).fill(1);
  assert.deepEqual([...aroundEntity(graph, all, 0, (id) => id !== 4).ids], [0, 1]);
  assert.equal(aroundEntity(graph, all, 0, () => true).lines.length, 3);
  assert.deepEqual(amongEntities(graph, all, [0, 1, 2]).lines.map((l) => [l.from, l.to, l.label, l.arrow]), [[0, 1, "uses", true], [0, 1, "is like", false], [1, 2, "uses", true]]);
  assert.deepEqual(alongPaths(graph, all, [[0, 4, 3]]).lines.map((l) => [l.from, l.to]), [[0, 4], [4, 3]]);
});

test("a choice goes in and out of a list", () => {
  assert.deepEqual(toggle(["a"], "b"), ["a", "b"]);
  assert.deepEqual(toggle(["a", "b"], "a"), ["b"]);
});
