import assert from "node:assert/strict";
import { test } from "node:test";
import { formatState, parseState, START } from "../../../kg/view/templates/js/state.js";

test("the start has no fragment", () => {
  assert.equal(formatState(START), "");
  assert.deepEqual(parseState(""), START);
});

test("a state comes back from its fragment", () => {
  const state = { ...START, entity: "tool/a&b=c#d,é", grown: ["x/1", "y,2"], count: 600, confidence: 0.35, notes: ["a b/ç.md"], query: "SELECT * {\n ?s ?p \"=&#\" }" };
  assert.deepEqual(parseState(formatState(state)), state);
});

test("a fragment stays readable where it can", () => {
  assert.equal(formatState({ ...START, entity: "tool/kubernetes", tab: "table" }), "#entity=tool/kubernetes&tab=table");
});

test("what is unknown or broken is left at its start", () => {
  assert.deepEqual(parseState("#__proto__=1&nothing=2&count=many&entity=%E0%A4&hops=-4"), { ...START, hops: 0 });
});
