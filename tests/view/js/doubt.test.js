import assert from "node:assert/strict";
import { test } from "node:test";
import { groupRelations, besideLabels } from "../../../kg/view/templates/js/data.js";
import { weighDoubt } from "../../../kg/view/templates/js/doubt.js";
import { isSure } from "../../../kg/view/templates/js/filter.js";
import { clearFilters, isFiltered } from "../../../kg/view/templates/js/filters.js";
import { startOf } from "../../../kg/view/templates/js/state.js";
import { makeGraph } from "./graph.js";

const graph = { ...makeGraph(), least: 0.75 };
const all = [...graph.subject.keys()];
const start = startOf(graph);

test("what is less certain is counted while it is hidden; what is computed never is", () => {
  assert.deepEqual(weighDoubt(graph, all, 0.75, 0.75), { count: 2, isHidden: true, least: 0.75 });
  assert.deepEqual(weighDoubt(graph, all, 0.95, 0.75), { count: 5, isHidden: true, least: 0.95 });
  assert.deepEqual(weighDoubt(graph, [5], 0.75, 0.75), { count: 0, isHidden: false, least: 0.75 });
});

test("what is less certain is counted while it is shown; in part hidden, the hidden count", () => {
  assert.deepEqual(weighDoubt(graph, all, 0, 0.75), { count: 2, isHidden: false, least: 0.75 });
  assert.deepEqual(weighDoubt(graph, all, 0.6, 0.75), { count: 1, isHidden: true, least: 0.6 });
  assert.deepEqual(weighDoubt(graph, all, 0, 0), { count: 0, isHidden: false, least: 0 });
});

test("the page's own confidence is no filter in use, a higher one is", () => {
  assert.equal(isFiltered(start, start), false);
  assert.equal(isFiltered({ ...start, confidence: 0 }, start), false);
  assert.equal(isFiltered({ ...start, confidence: 0.8 }, start), true);
  assert.equal(isFiltered({ ...start, notes: ["one.md"] }, start), true);
});

test("without filters the confidence is the page's own", () => {
  const filtered = { ...start, confidence: 0.9, classesOff: ["Firm"], notes: ["one.md"], until: "2019-05-01", entity: "a" };
  assert.deepEqual({ ...filtered, ...clearFilters(start) }, { ...start, entity: "a" });
});

test("an entity's facts are those that are sure enough", () => {
  const sure = (relation) => isSure(graph, relation, 0.75);
  assert.deepEqual(groupRelations(graph, 2, sure).map(({ label, relations }) => [label, relations]), [["is used by", [1]]]);
  assert.deepEqual(groupRelations(graph, 2).map(({ label, relations }) => [label, relations]), [["uses", [2]], ["is used by", [1]]]);
  assert.deepEqual(besideLabels(graph, 0, sure), ["Epsilon"]);
  assert.deepEqual(besideLabels(graph, 0, () => false), []);
});
