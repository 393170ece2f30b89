import assert from "node:assert/strict";
import { test } from "node:test";
import { findNext } from "../../../kg/view/templates/js/keys.js";
import { chooseLabels, joinLabels, listHighest, rankItems } from "../../../kg/view/templates/js/overlay.js";
import { placeLabels, shorten } from "../../../kg/view/templates/js/labels.js";
import { displayColor } from "../../../kg/view/templates/js/palette.js";
import { drawSvg, escapeXml } from "../../../kg/view/templates/js/picture.js";
import { relax, separate } from "../../../kg/view/templates/js/relax.js";
import { computeStretch, createScenery, mergeRelations } from "../../../kg/view/templates/js/scenery.js";
import { outline, toSvg } from "../../../kg/view/templates/js/shapes.js";
import { makeGraph } from "./graph.js";

const wish = (id, x, y) => ({ id, x, y, r: 3, text: `label ${id}`, size: 12, strong: false });
const measure = () => 50;
const screen = { width: 500, height: 500 };

test("a label that would cover another stands elsewhere, and where there is no room it is left out", () => {
  const labels = placeLabels([wish(1, 100, 100), wish(2, 110, 102), wish(3, 100, 200)], measure, { ...screen, most: 9 });
  assert.deepEqual(labels.map((l) => l.id), [1, 2, 3]);
  for (const [one, other] of [[0, 1], [0, 2], [1, 2]].map((pair) => pair.map((i) => labels[i]))) {
    assert.ok(Math.abs(one.x - other.x) >= 50 || Math.abs(one.y - other.y) >= 12);
  }
  const heap = Array.from({ length: 30 }, (_, i) => wish(i, 100 + i * 0.1, 100));
  assert.deepEqual(placeLabels(heap, measure, { ...screen, most: 99 }).map((l) => l.id), [0, 1]);
});

test("a label covers no node where it has the choice, also none that comes later", () => {
  const [label] = placeLabels([wish(1, 100, 100), wish(2, 120, 112), wish(3, 85, 88)], measure, { ...screen, most: 9 });
  assert.ok(label.x > 100 + 25, "it stands to the right");
  const [other] = placeLabels([wish(1, 480, 100), wish(2, 470, 112), wish(3, 470, 88)], measure, { ...screen, most: 9 });
  assert.ok(other.x < 480 - 25, "no room at the right edge");
});

test("a name covers neither another name nor a node, of those that wish none either, but where it may", () => {
  const at = (i) => ({ x: 30 + ((i * 137) % 440), y: 30 + ((i * 89) % 440) });
  const wishes = Array.from({ length: 60 }, (_, i) => ({ ...wish(i, at(i).x, at(i).y), r: 4 + (i % 3) * 2 }));
  const others = Array.from({ length: 60 }, (_, i) => ({ x: at(i + 400).y, y: at(i + 400).x, r: 5 }));
  const labels = placeLabels(wishes, measure, { ...screen, most: 99, others });
  assert.ok(labels.length > 20);
  const toBox = ({ x, y, width, size }) => [x - width / 2, y - size * 0.75, x + width / 2, y + size * 0.1];
  const covers = ([left, top, right, bottom], { x, y, r }) => x + r > left && x - r < right && y + r > top && y - r < bottom;
  for (const label of labels) for (const node of [...wishes, ...others]) assert.ok(!covers(toBox(label), node), `${label.text} covers a node`);
  for (const [i, one] of labels.entries()) for (const other of labels.slice(i + 1)) assert.ok(Math.abs(one.x - other.x) >= 50 || Math.abs(one.y - other.y) >= 12);
  const wall = { ...screen, most: 9, others: Array.from({ length: 400 }, (_, i) => ({ x: (i % 20) * 10, y: Math.floor(i / 20) * 10, r: 3 })) };
  assert.deepEqual(placeLabels([wish(1, 95, 95)], measure, wall), []);
  assert.deepEqual(placeLabels([{ ...wish(1, 95, 95), mayCover: 60 }], measure, wall), []);
  assert.equal(placeLabels([{ ...wish(1, 95, 95), mayCover: 999 }], measure, wall).length, 1);
});

test("the first and the most important are named also where it is crowded", () => {
  const item = (id, rank, isLandmark = false) => ({ id, label: `name ${id}`, x: (id % 15) * 20, y: Math.floor(id / 15) * 20, r: 5, shape: "dot", color: "#000000", rank, community: 0, isKnown: false, isLandmark });
  const items = Array.from({ length: 225 }, (_, i) => item(i, i === 112 ? 0.2 : 0.01, i < 30));
  const scene = { items: new Map(items.map((one) => [one.id, one])), ranked: rankItems(items), highest: listHighest(rankItems(items)), lines: [] };
  const view = { width: 400, height: 400, left: 0, scale: 1, most: 70, toScreen: (x, y) => ({ x: x + 50, y: y + 50 }) };
  const context = { font: "", measureText: (text) => ({ width: text.length * 6 }) };
  const named = chooseLabels(context, scene, null, view).map(({ id }) => id);
  assert.ok(named.includes(112), "the most important, in the middle of the others");
  assert.ok(!named.includes(113), "no other in the middle");
});

test("the highest are found among landmarks that come before them, each once", () => {
  const items = Array.from({ length: 40 }, (_, id) => ({ id, rank: id / 100, isLandmark: id < 20 }));
  assert.deepEqual(listHighest(rankItems(items)).map(({ id }) => id), Array.from({ length: 16 }, (_, i) => 39 - i));
});

test("landmarks come before all that is small, after what is much larger", () => {
  const item = (id, rank, isLandmark = false) => ({ id, label: "", x: 0, y: 0, r: 5, shape: "dot", color: "#000000", rank, community: 0, isKnown: false, isLandmark });
  assert.deepEqual(rankItems([item(0, 0.3), item(1, 0.05, true), item(2, 1), item(3, 0.1, true), item(4, 0.3)]).map(({ id }) => id), [2, 3, 1, 0, 4]);
});

test("labels outside the screen are left out, those at the edge moved in, their number limited", () => {
  const labels = placeLabels([wish(1, -90, 50), wish(2, 2, 50), wish(3, 200, 50), wish(4, 300, 50)], measure, { ...screen, most: 2 });
  assert.deepEqual(labels.map((l) => l.id), [2, 3]);
  assert.ok(labels[0].x - 25 >= 0);
  assert.ok(placeLabels([wish(1, 110, 50)], measure, { ...screen, most: 2, left: 100 })[0].x - 25 >= 100);
});

test("long labels are shortened between letters, also outside the first plane", () => {
  assert.equal(shorten("short", 9), "short");
  assert.equal(shorten("🌊🌊🌊🌊", 3), "🌊🌊…");
  assert.equal(shorten("Ocean Robotics Meeting Kiel 2019", 20), "Ocean Robotics… 2019");
});

test("every shape keeps near its radius; what is unknown is a circle", () => {
  for (const shape of ["square", "diamond", "triangle", "triangleDown", "star", "hexagon"]) {
    for (const [x, y] of outline(shape, 10)) assert.ok(Math.hypot(x, y) <= 16, shape);
  }
  assert.equal(outline("dot", 10), null);
  assert.equal(toSvg("other", 1, 2, 3).tag, "circle");
  assert.equal(toSvg("square", 0, 0, 1).props.points, "-1,-1 1,-1 1,1 -1,1");
});

test("colours are lightened in the dark only", () => {
  assert.equal(displayColor("#102030", false), "#102030");
  assert.ok(Number.parseInt(displayColor("#102030", true).slice(1, 3), 16) > 0x10);
});

test("text in an SVG cannot become markup", () => {
  assert.equal(escapeXml(`<a b="c">&'\u0000\ud800`), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;");
  const item = { id: 0, label: "</title><script>x</script>", x: 0, y: 0, r: 5, shape: "dot", color: '#123456"', rank: 1, community: 0 };
  const palette = { paper: "#fff", ink: "#000", edge: "#888", isDark: false };
  const view = { width: 10, height: 10, scale: 1, most: 1, toScreen: (x, y) => ({ x, y }) };
  const scene = { items: new Map([[0, item]]), ranked: [item], highest: [item], lines: [{ from: 0, to: 7, width: 1 }] };
  const text = drawSvg(scene, [{ id: 0, x: 1, y: 1, width: 5, text: "<b>", size: 12, strong: true }], null, palette, view);
  assert.ok(!text.includes("<script"));
  assert.ok(text.includes("&lt;b&gt;"));
});

const items = (count) => Array.from({ length: count }, (_, i) => ({ id: i, label: "name", x: 0, y: 0, r: 5, shape: "dot", color: "#000000", rank: 0, community: 0 }));

test("a small picture is laid out without overlaps, the same every time, around its centre", () => {
  const lines = Array.from({ length: 19 }, (_, i) => ({ from: 0, to: i + 1, width: 1, stated: true }));
  const placed = relax(items(20), lines, { center: 0 });
  assert.deepEqual(relax(items(20), lines, { center: 0 }), placed);
  assert.deepEqual([placed[0].x, placed[0].y], [0, 0]);
  for (const a of placed) for (const b of placed) assert.ok(a === b || Math.abs(a.x - b.x) > 30 || Math.abs(a.y - b.y) > 27, `${a.id} ${b.id}`);
});

test("a picture too large to be laid out here keeps its places", () => {
  const many = items(500);
  assert.equal(relax(many, []), many);
});

test("what may not move stays", () => {
  const [still, moved] = separate(items(2), (item) => item.id === 1);
  assert.deepEqual([still.x, still.y], [0, 0]);
  assert.notDeepEqual([moved.x, moved.y], [0, 0]);
});

test("relations between two entities are one line, stated if one of them is", () => {
  const graph = makeGraph();
  const all = new Uint8Array(graph.relations).fill(1);
  const lines = mergeRelations(graph, new Set([0, 1, 2]), all);
  assert.deepEqual(lines.map(({ from, to, width, stated }) => [from, to, width, stated]), [[0, 1, 1.3, true], [1, 2, 1, true]]);
  assert.deepEqual(mergeRelations(graph, new Set([0, 1]), new Uint8Array(graph.relations)), []);
});

test("positions stretch from the first view's scale to the whole's", () => {
  const graph = makeGraph();
  assert.equal(computeStretch(graph, 3), 1);
  assert.equal(computeStretch(graph, 6), 2);
  assert.ok(computeStretch(graph, 5) > 1);
});

test("the picture is turned on a high screen, and a pinned node stays", () => {
  const graph = makeGraph();
  const all = new Uint8Array(graph.relations).fill(1);
  const scenery = createScenery(graph, { isTall: true, isSmall: false });
  assert.deepEqual(scenery.compose([1], all).items.map(({ x, y }) => [x, y]), [[0, 10]]);
  scenery.pin(1, 7, 8);
  assert.deepEqual(scenery.compose([1], all).items.map(({ x, y }) => [x, y]), [[7, 8]]);
});

test("an arrow key leads to the nearest node in its direction", () => {
  const points = [{ id: 1, x: 10, y: 1 }, { id: 2, x: 5, y: 9 }, { id: 3, x: -3, y: 0 }, { id: 4, x: 0, y: 0 }];
  assert.equal(findNext(points, { x: 0, y: 0 }, { x: 1, y: 0 }), 1);
  assert.equal(findNext(points, { x: 0, y: 0 }, { x: 0, y: 1 }), 2);
  assert.equal(findNext(points, { x: 0, y: 0 }, { x: 0, y: -1 }), null);
});

test("lines between the same two nodes share one label", () => {
  const line = (from, to, label) => ({ from, to, label, arrow: true, isKnown: false });
  assert.deepEqual(joinLabels([line(1, 2, "uses"), line(2, 1, "is like"), line(1, 2, "uses"), line(1, 3, "uses")]), [
    { from: 1, to: 2, label: "uses, is like" }, { from: 1, to: 3, label: "uses" },
  ]);
});
