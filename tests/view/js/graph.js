// A small graph for the tests: six entities, seven relations, two notes.

import { buildGraph } from "../../../kg/view/templates/js/data.js";

/** a uses b, b uses c, c uses d, a makes e, e uses d, a is like b (symmetric), f stands alone */
export function makeGraph() {
  return buildGraph({
    title: "Test", version: "0", base: "https://e/", growth: 2, shown: 4, least: 0, order: [0, 1, 2, 3, 4, 5],
    classes: [
      { name: "Thing", label: "thing", plural: "things", color: "#336699", shape: "dot", landmark: false },
      { name: "Firm", label: "firm", plural: "firms", color: "#993300", shape: "square", landmark: true },
    ],
    predicates: [
      { name: "uses", label: "uses", inverse: "is used by", symmetric: false, stated: true, beside: false, iri: "" },
      { name: "makes", label: "makes", inverse: "is made by", symmetric: false, stated: true, beside: true, iri: "" },
      { name: "like", label: "is like", inverse: "is like", symmetric: true, stated: false, beside: false, iri: "" },
    ],
    rules: ["verb"], queries: [], prefixes: {},
    key: ["a", "b", "c", "d", "e", "f"], iri: { 5: "urn:f" }, label: ["Alpha", "Beta", "Gamma", "Délta", "Epsilon", "Zeta"],
    cls: [0, 0, 0, 0, 1, 1], aliases: { 1: ["Second letter", "B"] }, links: {}, data: {},
    rank: [1, 0.8, 0.6, 0.4, 0.2, 0.1], community: [0, 0, 0, 1, 1, 1], mentions: [3, 2, 1, 1, 1, 1], named: [1, 1, 1, 1, 1, 1], radius: [20, 15, 10, 8, 6, 5],
    x: [0, 10, 20, 30, 40, 50], y: [0, 0, 0, 0, 0, 0],
    subject: [0, 1, 2, 0, 4, 0, 3], predicate: [0, 0, 0, 1, 0, 2, 0], object: [1, 2, 3, 4, 3, 1, 3],
    confidence: [0.9, 0.8, 0.7, 0.9, 0.5, 0.3, 1], known: [0, 0, 0, 0, 0, 0, 0], rule: [[0], [0], [0], [0], [0], [], [0]],
    notes: [
      { path: "one.md", title: "One", event: 5, date: "2019-05-01" },
      { path: "two.md", title: "Two", event: -1, date: "2020-01-01" },
    ],
    noted: [[0], [0, 1], [1], [1], [0], []], evidenceNotes: [[0], [1], [1], [0], [0], [], []],
  });
}
