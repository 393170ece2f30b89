// Where the page starts: the first view from what PyVis built, then the whole graph, then everything around it.

import { createApp } from "./app.js";
import { buildGraph, unpack } from "./data.js";
import { byId } from "./dom.js";
import { relax } from "./relax.js";
import { SMALL_VIEW } from "./scenery.js";
import { createStage } from "./stage.js";
import { createStore, startOf } from "./state.js";

async function start() {
  if (typeof (/** @type {any} */ (globalThis).DecompressionStream) === "undefined") {
    showMessage("This browser is too old to unpack the graph in this file (it lacks DecompressionStream). Firefox 113, Chrome and Edge 80, Safari 16.4 or later can.");
    return;
  }
  const isLow = innerHeight <= 480;
  const isSmall = innerWidth <= 720 || isLow;
  const hasSheet = isSmall && !isLow; // then the panel comes from below
  const isTall = innerHeight > innerWidth * 1.15;
  const view = JSON.parse(byId("kg-view").textContent);
  const first = isSmall ? Math.min(SMALL_VIEW, view.nodes.length) : view.nodes.length;
  const stage = createStage(byId("canvas"), () => ({
    top: isLow ? 8 : 20, right: hasSheet ? 20 : 56, left: isSmall ? 20 : 262,
    bottom: byId("timeline").offsetHeight + (hasSheet && !byId("panel").hidden ? innerHeight * 0.55 : isLow ? 40 : 60),
  }));
  const [items, lines] = fromPyvis(view, first, isTall);
  stage.show(isSmall ? relax(items, lines, { isTall }) : items, lines);
  stage.fit();
  performance.mark("kg-drawn");
  const graph = buildGraph(await unpack(byId("kg-graph").textContent));
  createApp({ graph, stage, store: createStore(startOf(graph)), first, isTall, isSmall });
  performance.mark("kg-ready");
  document.documentElement.dataset.ready = "yes";
}

/**
 * @param {{nodes: any[], edges: any[]}} view
 * @param {number} first how many of its nodes to show, the highest ranked
 * @param {boolean} isTall
 * @returns {[import("./overlay.js").Item[], import("./overlay.js").Line[]]}
 */
function fromPyvis(view, first, isTall) {
  const nodes = [...view.nodes].sort((a, b) => a.place - b.place).slice(0, first);
  const ids = new Set(nodes.map((node) => node.id));
  return [
    nodes.map((node) => ({
      id: node.id, label: node.label, x: isTall ? node.y : node.x, y: isTall ? node.x : node.y,
      r: node.size, shape: node.shape, color: node.color, rank: node.rank, community: node.community, isKnown: false, isLandmark: node.landmark,
    })),
    view.edges
      .filter((edge) => ids.has(edge.from) && ids.has(edge.to))
      .map((edge) => ({ from: edge.from, to: edge.to, width: edge.width, stated: edge.stated })),
  ];
}

/** @param {string} text */
function showMessage(text) {
  const message = byId("message");
  message.textContent = text;
  message.hidden = false;
}

start().catch((error) => {
  showMessage(`The page could not be shown: ${error instanceof Error ? error.message : String(error)}`);
  throw error;
});
