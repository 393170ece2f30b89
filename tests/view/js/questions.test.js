import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseWidth } from "../../../kg/view/templates/js/grid.js";
import { chooseValues, fillQuery, groupQueries, listNames, readValue, sayQuestion } from "../../../kg/view/templates/js/questions.js";
import { makeGraph } from "./graph.js";

const field = (name, description, value = "", kind = "text") => ({ name, description, default: value, kind });
const query = (more) => ({ name: "q", title: "Q", text: "", question: "", group: "", fields: [], ...more });

test("questions are listed by group, those without one at the end", () => {
  const queries = [query({ group: "B", name: "1" }), query({ name: "2" }), query({ group: "A", name: "3" }), query({ group: "B", name: "4" })];
  const groups = groupQueries(queries).map((group) => [group.group, group.queries.map(({ name }) => name).join("")]);
  assert.deepEqual(groups, [["B", "14"], ["A", "3"], ["Other questions", "2"]]);
  assert.deepEqual(groupQueries([]), []);
});

test("values are put in as tokens, and only where a variable stands", () => {
  const text = `SELECT $n WHERE { ?s ?p "$n" ; <http://x/$n> $n } # $n\nLIMIT $most HAVING $least $other`;
  const fields = [field("n", ""), field("most", "", "5", "integer"), field("least", "", "0.5", "decimal")];
  assert.equal(
    fillQuery(query({ text, fields }), { n: 'a" }\\\n', most: "7", least: ".25" }),
    `SELECT "a\\" }\\\\\\n" WHERE { ?s ?p "$n" ; <http://x/$n> "a\\" }\\\\\\n" } # $n\nLIMIT 7 HAVING .25 $other`,
  );
  assert.ok(fillQuery(query({ text, fields }), { most: "1 } DROP", least: "x" }).includes("LIMIT 5 HAVING 0.5 $other"));
});

test("a number may have a decimal comma; what is none is not read", () => {
  const [whole, decimal] = [field("n", "", "25", "integer"), field("d", "", "0.5", "decimal")];
  assert.deepEqual(["7", "0", "abc", "", "1,5", "-1", "1.5", "7 8"].map((typed) => readValue(whole, typed)), ["7", "0", null, null, null, null, null, null]);
  assert.deepEqual(["0,7", ".7", "-1", "+2", "1,000.5", "1e3", "0.", ""].map((typed) => readValue(decimal, typed)), ["0.7", ".7", "-1", "+2", null, null, null, null]);
  assert.equal(readValue(field("t", ""), "1,5 abc"), "1,5 abc");
  assert.equal(fillQuery(query({ text: "FILTER(?c >= $d)", fields: [decimal] }), { d: "0,7" }), "FILTER(?c >= 0.7)");
});

test("a field for a class offers classes, one for things offers things", () => {
  const graph = makeGraph();
  const one = field("class", "Name of a class (Thing, Firm); empty for all.");
  assert.deepEqual(listNames(graph, one), ["Thing", "Firm"]);
  assert.deepEqual(listNames(graph, field("firm", "Name of a firm.")), ["Epsilon", "Zeta"]);
  assert.deepEqual(chooseValues(graph, query({ fields: [one, { ...one, name: "other", default: "Firm" }] })), { class: "", other: "Firm" });
});

test("a question is said with its values", () => {
  const asked = query({ question: "What does $who use (every firm, if none is named), and $other?", fields: [field("who", "")] });
  assert.equal(sayQuestion(asked, { who: "" }), "What does … use (every firm, if none is named), and $other?");
  assert.equal(sayQuestion(asked, { who: "Acme" }), "What does Acme use, and $other?");
});

test("a name that the graph has not gives way to the most important of its kind, a name for all stays empty", () => {
  const graph = makeGraph();
  const fields = [
    field("a", "Name of a thing.", "second LETTER"), field("b", "Name of a thing.", "Nobody"), field("c", "Name of a firm."), field("d", "Name of anything.", "Nobody"),
    field("all", "Name of a thing; empty for all."), field("most", "How many things.", "5", "integer"),
  ];
  assert.deepEqual(chooseValues(graph, query({ fields })), { a: "second LETTER", b: "Alpha", c: "Epsilon", d: "Beta", all: "", most: "5" });
});

test("columns of short words are not broken, columns of texts not squeezed", () => {
  const column = { label: "", value: (row) => row };
  assert.equal(chooseWidth({ ...column, isNumber: true }, [1]), "number");
  assert.equal(chooseWidth(column, []), "is-short");
  assert.equal(chooseWidth(column, ["company", "tool"]), "is-short");
  assert.equal(chooseWidth(column, ["Kubernetes", ...Array(20).fill("a name of two dozen signs"), "x".repeat(90)]), "is-middle");
  assert.equal(chooseWidth(column, Array(3).fill("a whole sentence that says something")), "is-long");
});
