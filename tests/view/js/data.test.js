import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { besideLabels, cutByMentions, groupRelations, iriOf, otherEnd, relationsBetween, relationsOf, unpack } from "../../../kg/view/templates/js/data.js";
import { findLine } from "../../../kg/view/templates/js/panel.js";
import { splitLines } from "../../../kg/view/templates/js/reader.js";
import { makeGraph } from "./graph.js";

test("a packed block is unpacked", async () => {
  const value = { words: ["naïve", "🌊", "</script>"] };
  assert.deepEqual(await unpack(gzipSync(JSON.stringify(value)).toString("base64")), value);
});

test("every relation is found from both ends, a loop once", () => {
  const graph = makeGraph();
  assert.deepEqual([...relationsOf(graph, 0)], [0, 3, 5]);
  assert.deepEqual([...relationsOf(graph, 3)], [2, 4, 6]);
  assert.deepEqual([...relationsOf(graph, 5)], []);
  assert.equal(otherEnd(graph, 0, 1), 0);
});

test("what joins two entities is found from both ends, the surest first, where the filters let it pass", () => {
  const graph = makeGraph();
  const all = new Uint8Array(7).fill(1);
  assert.deepEqual(relationsBetween(graph, all, 0, 1), [0, 5]);
  assert.deepEqual(relationsBetween(graph, all, 1, 0), [0, 5]);
  assert.deepEqual(relationsBetween(graph, all.map((_, relation) => Number(relation !== 0)), 0, 1), [5]);
  assert.deepEqual(relationsBetween(graph, all, 0, 5), []);
});

test("an IRI is the base and the key, or its own", () => {
  const graph = makeGraph();
  assert.equal(iriOf(graph, 0), "https://e/a");
  assert.equal(iriOf(graph, 5), "urn:f");
});

test("relations are grouped by predicate and direction in plain words", () => {
  const groups = groupRelations(makeGraph(), 1);
  assert.deepEqual(groups.map(({ label, relations }) => [label, relations]), [["uses", [1]], ["is used by", [0]], ["is like", [5]]]);
});

test("the surest relation of a group comes first", () => {
  const [group] = groupRelations(makeGraph(), 3).filter(({ label }) => label === "is used by");
  assert.deepEqual(group.relations, [2, 4]);
});

test("what helps to tell an entity is its marked predicate's objects", () => {
  assert.deepEqual(besideLabels(makeGraph(), 0), ["Epsilon"]);
  assert.deepEqual(besideLabels(makeGraph(), 4), []);
});

test("a text is cut at its mentions and loses nothing", () => {
  const text = "Alpha uses Beta.";
  const pieces = cutByMentions(text, [0, 5, 0, 11, 4, 1], 0, text.length, () => true);
  assert.deepEqual(pieces, [{ text: "Alpha", entity: 0 }, { text: " uses ", entity: -1 }, { text: "Beta", entity: 1 }, { text: ".", entity: -1 }]);
  assert.equal(pieces.map((piece) => piece.text).join(""), text);
});

test("mentions outside the range, unwanted, or inside another are left as text", () => {
  const text = "Alpha Beta Gamma";
  assert.deepEqual(cutByMentions(text, [0, 5, 0, 6, 10, 1, 11, 5, 2], 6, 16, (e) => e !== 0), [{ text: "Beta Gamma", entity: 1 }]);
  assert.deepEqual(cutByMentions(text, [0, 5, 0], 0, 5, () => false), [{ text: "Alpha", entity: -1 }]);
  assert.deepEqual(cutByMentions(text, [0, 10, 0], 0, 5, () => true), [{ text: "Alpha", entity: -1 }]);
});

test("an offset's line counts every kind of line end once", () => {
  assert.equal(findLine("a\r\nb\nc\rd", 0), 1);
  assert.equal(findLine("a\r\nb\nc\rd", 7), 4);
});

test("lines end with any of the three line ends", () => {
  const text = "one\r\ntwo\n\rlast";
  assert.deepEqual(splitLines(text).map(([from, to]) => text.slice(from, to)), ["one", "two", "", "last"]);
  assert.deepEqual(splitLines(""), []);
});
