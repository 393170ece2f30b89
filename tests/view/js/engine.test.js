import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { connect, createEngine, Superseded } from "../../../kg/view/templates/js/engine.js";

/** A worker that answers when its test says so. */
function makeWorker() {
  const worker = { got: [], isEnded: false, postMessage: (message) => worker.got.push(message), terminate: () => (worker.isEnded = true) };
  worker.answer = (query, more = {}) => worker.onmessage({ data: { id: worker.got.find((one) => one.query === query).id, result: `of ${query}`, milliseconds: 1, ...more } });
  return worker;
}

/** An engine, and the workers that it has started. */
function makeEngine() {
  const workers = [];
  const engine = createEngine(async () => {
    workers.push(makeWorker());
    return connect(workers.at(-1));
  });
  return { engine, workers };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("each message gets its own answer, in whatever order they come", async () => {
  const worker = makeWorker();
  const line = connect(worker);
  const [one, two] = [line.send({ query: "one" }), line.send({ query: "two" })];
  worker.answer("two");
  worker.answer("one", { error: "wrong" });
  assert.equal((await two).result, "of two");
  await assert.rejects(one, /wrong/);
  const three = line.send({ query: "three" });
  line.end();
  await assert.rejects(three, /ended/);
});

test("a new question ends the one before and never gets its answer", async () => {
  const { engine, workers } = makeEngine();
  const one = engine.ask("one");
  await settle();
  const two = engine.ask("two");
  await assert.rejects(one, Superseded);
  workers[0].answer("one");
  await settle();
  workers[0].answer("two");
  assert.equal((await two).answer, "of two");
  assert.equal(workers.length, 1);
});

test("of questions asked while the engine starts only the last is sent", async () => {
  const { engine, workers } = makeEngine();
  const early = [engine.ask("one"), engine.ask("two")].map((one) => assert.rejects(one, Superseded));
  const three = engine.ask("three");
  await settle();
  assert.deepEqual(workers[0].got.map(({ query }) => query), ["three"]);
  workers[0].answer("three");
  assert.equal((await three).answer, "of three");
  await Promise.all(early);
});

test("a slow query that nobody waits for does not hold up the next, nor does its time run on", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const { engine, workers } = makeEngine();
  const slow = engine.ask("slow");
  await settle();
  mock.timers.tick(30_000);
  const next = engine.ask("next");
  await assert.rejects(slow, Superseded);
  mock.timers.tick(1000);
  await settle();
  assert.deepEqual(workers.map(({ isEnded }) => isEnded), [true, false]);
  mock.timers.tick(40_000);
  assert.ok(!workers[1].isEnded, "the first one's minute ends nothing");
  mock.timers.tick(20_000);
  await assert.rejects(next, /stopped after 60 seconds/);
  await settle();
  assert.ok(workers[1].isEnded);
});

test("a question is stopped also while the engine starts", async () => {
  const { engine, workers } = makeEngine();
  const one = engine.ask("one");
  engine.stop();
  await assert.rejects(one, /was stopped/);
  await settle();
  const two = engine.ask("two");
  await settle();
  assert.deepEqual(workers.flatMap(({ got }) => got.map(({ query }) => query)), ["two"]);
  workers.at(-1).answer("two");
  assert.equal((await two).answer, "of two");
});
