import assert from "node:assert/strict";
import { test } from "node:test";
import { buildGraph, relationsBetween } from "../../../kg/view/templates/js/data.js";
import { chooseShown, computeMasks, countChoices, findWithin, KNOWN, listPassing, neighboursOf } from "../../../kg/view/templates/js/filter.js";
import { describeStep, findShortestPaths } from "../../../kg/view/templates/js/paths.js";
import { START } from "../../../kg/view/templates/js/state.js";
import { makeGraph } from "./graph.js";

const graph = makeGraph();
const mask = (change) => computeMasks(graph, { ...START, ...change });
const on = (bits) => [...bits].flatMap((bit, i) => (bit ? [i] : []));

test("without filters all passes", () => {
  assert.equal(mask({}).passing, 6);
  assert.equal(on(mask({}).relations).length, 7);
});

test("a class that is off takes its entities and their relations along", () => {
  const { entities, relations } = mask({ classesOff: ["Firm"] });
  assert.deepEqual(on(entities), [0, 1, 2, 3]);
  assert.deepEqual(on(relations), [0, 1, 2, 5, 6]);
});

test("a relation kind that is off hides entities that have no other", () => {
  assert.deepEqual(on(mask({ predicatesOff: ["uses", "like"] }).entities), [0, 4]);
});

test("confidence leaves what is at least as sure, and what is computed", () => {
  assert.deepEqual(on(mask({ confidence: 0.8 }).relations), [0, 1, 3, 5, 6]);
});

test("the confidence a page opens with hides facts and no entity; a higher one leaves what is linked", () => {
  const careful = { ...graph, least: 0.85 };
  const at = (confidence) => computeMasks(careful, { ...START, confidence });
  assert.deepEqual(listPassing(at(0.85).relations), [0, 3, 5, 6]);
  assert.deepEqual(listPassing(at(0.85).entities), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(listPassing(at(0.6).entities), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(listPassing(at(0.95).entities), [0, 1, 3]);
});

test("choices count what the confidence leaves", () => {
  const { predicates } = countChoices(graph, { ...START, confidence: 0.85 });
  assert.deepEqual(predicates.map(({ value, count }) => [value, count]), [["uses", 2], ["makes", 1], ["like", 1]]);
});

test("a note leaves what it names and states", () => {
  const { entities, relations } = mask({ notes: ["two.md"] });
  assert.deepEqual(on(entities), [1, 2, 3]);
  assert.deepEqual(on(relations), [1, 2]);
});

test("an event leaves what its notes name, a date what notes until then name", () => {
  assert.deepEqual(on(mask({ events: ["f"] }).entities), [0, 1, 4]);
  assert.deepEqual(on(mask({ until: "2019-12-31" }).entities), [0, 1, 4]);
});

test("counts of a facet leave its own choice out of account and follow the others", () => {
  const choices = countChoices(graph, { ...START, classesOff: ["Firm"], notes: ["two.md"] });
  assert.deepEqual(choices.classes.map(({ value, count, on: isOn }) => [value, count, isOn]), [["Thing", 3, true], ["Firm", 0, false]]);
  assert.deepEqual(choices.notes.map(({ value, count, on: isOn }) => [value, count, isOn]), [["one.md", 2, false], ["two.md", 3, true]]);
  assert.deepEqual(choices.predicates.map(({ count }) => count), [2, 0, 0]);
  assert.deepEqual(choices.events.map(({ value, count }) => [value, count]), [["f", 1]]);
});

test("the first view holds the most important, more when asked", () => {
  const masks = mask({});
  assert.deepEqual(chooseShown(graph, START, masks), [0, 1, 2, 3]);
  assert.deepEqual(chooseShown(graph, { ...START, count: 6 }, masks), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(chooseShown(graph, START, masks, 2), [0, 1]);
});

test("filters bring in others from behind", () => {
  const state = { ...START, classesOff: ["Thing"] };
  assert.deepEqual(chooseShown(graph, state, computeMasks(graph, state)), [4, 5]);
});

test("what is chosen and what grew is always there", () => {
  assert.deepEqual(chooseShown(graph, { ...START, entity: "f" }, mask({})), [0, 1, 2, 3, 5]);
  assert.deepEqual(chooseShown(graph, { ...START, count: 1, grown: ["e", "none"] }, mask({})), [0, 4, 3]);
});

test("a focus holds what is within its steps", () => {
  assert.deepEqual(chooseShown(graph, { ...START, focus: "c", hops: 1 }, mask({})), [2, 1, 3]);
  assert.deepEqual(findWithin(graph, mask({}), 2, 2, 99), [2, 1, 3, 0, 4]);
  assert.deepEqual(findWithin(graph, mask({}), 2, 2, 3), [2, 1, 3]);
});

test("neighbours come once and without the entity itself", () => {
  assert.deepEqual(neighboursOf(graph, mask({}).relations, 0), [1, 4]);
  assert.deepEqual(neighboursOf(graph, mask({}).relations, 3), [2, 4]);
});

test("the shortest paths are found, and no longer ones", () => {
  assert.deepEqual(findShortestPaths(graph, mask({}).relations, 0, 3), [[0, 4, 3]]);
  assert.deepEqual(findShortestPaths(graph, mask({ classesOff: ["Firm"] }).relations, 0, 3), [[0, 1, 2, 3]]);
  assert.deepEqual(findShortestPaths(graph, mask({}).relations, 0, 5), []);
  assert.deepEqual(findShortestPaths(graph, mask({}).relations, 2, 2), [[2]]);
});

test("of several shortest paths the one over the more important comes first, up to a number", () => {
  const diamond = { ...makeGraph() };
  const relations = mask({}).relations;
  const paths = findShortestPaths(diamond, relations, 1, 4);
  assert.deepEqual(paths, [[1, 0, 4]]);
  assert.equal(findShortestPaths(diamond, relations, 0, 3, 0).length, 0);
});

test("a step is said in plain words in its direction", () => {
  assert.equal(describeStep(graph, mask({}).relations, 0, 1), "uses, is like");
  assert.equal(describeStep(graph, mask({}).relations, 1, 0), "is used by, is like");
});

/** Zeta is a name, and "c uses d" a fact, that only the vocabulary knows; "a uses b" is known too. */
const learned = { ...graph, named: [1, 1, 1, 1, 1, 0], known: [1, 0, 1, 0, 0, 0, 0], evidenceNotes: [[0], [1], [], [0], [0], [], []] };
const level = (known, change = {}) => computeMasks(learned, { ...START, known, ...change });

test("what only the vocabulary knows: facts between named ones at first, names and nothing at will", () => {
  assert.deepEqual(listPassing(level(START.known).entities), [0, 1, 2, 3, 4]);
  assert.equal(level(START.known).relations[2], 1);
  assert.deepEqual(listPassing(level(KNOWN.names).entities), [0, 1, 2, 3, 4, 5]);
  assert.equal(level(KNOWN.none).relations[2], 0);
  assert.equal(level(KNOWN.none).relations[0], 1, "a note says it too");
});

test("what only the vocabulary knows is in no count of its own kind", () => {
  assert.equal(level(KNOWN.names).passing, 5);
  const { classes, predicates, known } = countChoices(learned, { ...START, known: KNOWN.names });
  assert.deepEqual(classes.map(({ count }) => count), [4, 1]);
  assert.deepEqual(predicates.map(({ count }) => count), [5 - 1, 1, 1]);
  assert.deepEqual(known.map(({ value, count, on: isOn }) => [value, count, isOn]), [["facts", 1, true], ["names", 1, true]]);
  assert.deepEqual(countChoices(graph, START).known, []);
});

test("a name that only the vocabulary knows is on the stage when it is looked at, or wanted and joined", () => {
  assert.deepEqual(listPassing(level(KNOWN.facts, { focus: "f" }).entities), [0, 1, 2, 3, 4, 5]);
  const joined = { ...learned, object: [1, 2, 3, 4, 3, 5, 3] };
  const shown = (known) => chooseShown(joined, { ...START, known }, computeMasks(joined, { ...START, known }), 2);
  assert.deepEqual(shown(KNOWN.facts), [0, 1]);
  assert.deepEqual(shown(KNOWN.names), [0, 1, 5]);
});

test("what notes say comes before what only the vocabulary knows, whatever its confidence", () => {
  const both = { ...learned, object: [1, 2, 3, 1, 3, 1, 3], known: [0, 0, 0, 1, 0, 0, 0], evidenceNotes: [[0], [], [], [], [], [], []] };
  both.confidence = [0.6, 1, 1, 1, 1, 1, 1];
  const relations = buildGraph(both);
  const all = new Uint8Array(relations.relations).fill(1);
  assert.equal(relationsBetween(relations, all, 0, 1).at(-1), 3);
  assert.ok(!describeStep(relations, all, 0, 1).includes("makes"));
  const onlyKnown = Uint8Array.from(all, (_, i) => Number(i === 3));
  assert.equal(describeStep(relations, onlyKnown, 0, 1), "makes (known beforehand)");
});
