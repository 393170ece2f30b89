import assert from "node:assert/strict";
import { test } from "node:test";
import { formatState, parseState, START, startOf } from "../../../kg/view/templates/js/state.js";

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

test("a page opens with its graph's confidence, which its address leaves out", () => {
  const start = startOf({ least: 0.5 });
  assert.equal(parseState("", start).confidence, 0.5);
  assert.equal(parseState("#entity=a", start).confidence, 0.5);
  assert.equal(formatState({ ...start, entity: "a" }, start), "#entity=a");
});

test("an address that names a confidence keeps it, none at all as well", () => {
  const start = startOf({ least: 0.5 });
  for (const confidence of [0, 0.35, 0.9]) {
    const fragment = formatState({ ...start, confidence }, start);
    assert.equal(fragment, `#confidence=${confidence}`);
    assert.equal(parseState(fragment, start).confidence, confidence);
  }
});
