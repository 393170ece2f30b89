// The canvas: vis-network draws nodes and edges and minds the pointer; the overlay adds grounds, veil and labels.

import { paintGrounds } from "./grounds.js";
import { chooseLabels, listHighest, paintEmphasis, paintLabels, rankItems } from "./overlay.js";
import { displayColor, onThemeChange, readPalette } from "./palette.js";

/**
 * @typedef {import("./overlay.js").Item} Item
 * @typedef {import("./overlay.js").Line} Line
 * @typedef {import("./overlay.js").Emphasis} Emphasis
 * @typedef {{top: number, right: number, bottom: number, left: number}} Margins
 */

const BUSY = 2500;
/** From so many edges on, they are left out while the view moves. */

const LABEL_ROOM = 44;
const LABELS = 70;
/** How many labels a view that shows everything has; the closer, the more. */

/**
 * @param {HTMLElement} container
 * @param {() => Margins} getMargins what cards cover at the edges
 */
export function createStage(container, getMargins) {
  /** @type {{onSelect: (id: number | null) => void, onJoin: (from: number, to: number) => void, onGrow: (id: number) => void, onHover: (id: number | null) => void, onDragged: (id: number, x: number, y: number) => void}} */
  let ears = { onSelect: () => {}, onJoin: () => {}, onGrow: () => {}, onHover: () => {}, onDragged: () => {} };
  const vis = /** @type {any} */ (globalThis).vis;
  let palette = readPalette();
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  /** @type {import("./overlay.js").Scene} */
  const scene = { items: new Map(), ranked: [], highest: [], lines: [] };
  /** @type {Emphasis | null} */
  let emphasis = null;
  /** @type {import("./grounds.js").Grounds | null | undefined} undefined when they are to be painted anew */
  let grounds;
  let isMoving = false;
  let fittedScale = 1;
  let faintness = 1;
  let veil = 0;

  const network = new vis.Network(container, { nodes, edges }, {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, multiselect: false, selectConnectedEdges: false, hoverConnectedEdges: false, keyboard: false, zoomSpeed: 0.7 },
    nodes: { borderWidth: 1, borderWidthSelected: 1, chosen: false },
    edges: { smooth: false, chosen: false, selectionWidth: 0, hoverWidth: 0, color: { color: palette.edge, opacity: 0.3, inherit: false } },
  });

  // The container itself takes the keys; vis-network's own frame would come before everything in the order of tabs.
  network.canvas.frame.tabIndex = -1;

  /** @param {Item} item */
  const toNode = (item) => ({
    id: item.id, x: item.x, y: item.y, size: item.r, shape: item.shape,
    color: item.isKnown
      ? { background: palette.paper, border: displayColor(item.color, palette.isDark) }
      : { background: displayColor(item.color, palette.isDark), border: palette.paper },
  });
  /** @param {Line} line */
  const toEdge = (line) => ({
    id: `${line.from} ${line.to}`, from: line.from, to: line.to, width: line.width,
    color: { color: palette.edge, opacity: (line.stated ? 0.32 : 0.13) * faintness, inherit: false },
  });

  network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ context) => {
    if (grounds === undefined) grounds = scene.items.size <= BUSY ? paintGrounds(scene.items.values(), palette) : null;
    if (grounds) context.drawImage(grounds.image, grounds.x, grounds.y, grounds.width, grounds.height);
  });
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ context) => {
    const scale = network.getScale();
    if (emphasis) paintEmphasis(context, scene, emphasis, palette, scale, veil);
    const ratio = context.getTransform().a / scale;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintLabels(context, chooseLabels(context, scene, emphasis, getView()), palette);
    context.restore();
  });

  /** @returns {import("./overlay.js").View} */
  const getView = () => {
    const scale = network.getScale();
    return {
      width: container.clientWidth,
      height: container.clientHeight,
      left: Math.max(0, getMargins().left - 10),
      scale,
      most: Math.round(LABELS * Math.min(20, Math.max(0.6, (scale / fittedScale) ** 2))),
      toScreen: (x, y) => network.canvasToDOM({ x, y }),
    };
  };

  /** @param {boolean} moving */
  const setMoving = (moving) => {
    if (scene.lines.length < BUSY || moving === isMoving) return;
    isMoving = moving;
    network.setOptions({ edges: { hidden: moving } });
  };
  /** @type {number | undefined} */
  let settle;
  network.on("zoom", () => {
    setMoving(true);
    clearTimeout(settle);
    settle = setTimeout(() => setMoving(false), 250);
  });
  network.on("dragStart", (/** @type {any} */ event) => event.nodes.length || setMoving(true));
  network.on("dragging", (/** @type {any} */ event) => {
    for (const id of event.nodes) moveItem(id, network.getPosition(id));
  });
  network.on("dragEnd", (/** @type {any} */ event) => {
    setMoving(false);
    for (const id of event.nodes) {
      const place = network.getPosition(id);
      moveItem(id, place);
      ears.onDragged(id, place.x, place.y);
    }
  });
  network.on("click", (/** @type {any} */ event) => {
    if (event.nodes.length || !event.edges.length) ears.onSelect(event.nodes[0] ?? null);
    else ears.onJoin(.../** @type {[number, number]} */ (event.edges[0].split(" ").map(Number)));
  });
  network.on("doubleClick", (/** @type {any} */ event) => event.nodes.length && ears.onGrow(event.nodes[0]));
  network.on("hoverNode", (/** @type {any} */ event) => {
    container.style.cursor = "pointer";
    ears.onHover(event.node);
  });
  network.on("hoverEdge", () => (container.style.cursor = "pointer"));
  network.on("blurEdge", () => (container.style.cursor = ""));
  network.on("blurNode", () => {
    container.style.cursor = "";
    ears.onHover(null);
  });

  /** @type {(id: number, place: {x: number, y: number}) => void} */
  const moveItem = (id, place) => {
    const item = scene.items.get(id);
    if (item) [item.x, item.y] = [place.x, place.y];
    grounds = undefined;
  };

  onThemeChange(() => {
    palette = readPalette();
    grounds = undefined;
    nodes.update([...scene.items.values()].map(toNode));
    edges.update(scene.lines.map(toEdge));
  });

  return {
    network,
    scene,
    palette: () => palette,
    /**
     * Put exactly these on the stage.
     * @param {Item[]} items
     * @param {Line[]} lines
     */
    show(items, lines) {
      const before = faintness;
      // The more lines, the fainter each: a thousand should not look like a wall.
      faintness = lines.length < BUSY ? 1 : Math.max(0.2, Math.sqrt(BUSY / lines.length) * 0.7);
      const wanted = new Map(items.map((item) => [item.id, item]));
      const gone = [...scene.items.keys()].filter((id) => !wanted.has(id));
      const changed = items.filter((item) => {
        const old = scene.items.get(item.id);
        return !old || old.x !== item.x || old.y !== item.y || old.r !== item.r || old.label !== item.label;
      });
      const ids = new Set(lines.map((line) => `${line.from} ${line.to}`));
      const known = new Map(scene.lines.map((line) => [`${line.from} ${line.to}`, line]));
      edges.remove([...known.keys()].filter((id) => !ids.has(id)));
      nodes.remove(gone);
      nodes.update(changed.map(toNode));
      edges.update(
        lines
          .filter((line) => {
            const old = known.get(`${line.from} ${line.to}`);
            return !old || old.width !== line.width || old.stated !== line.stated || faintness !== before;
          })
          .map(toEdge),
      );
      grounds = undefined;
      scene.items = wanted;
      scene.ranked = rankItems(items);
      scene.highest = listHighest(scene.ranked);
      scene.lines = lines;
    },
    /**
     * @param {Emphasis | null} next
     * @param {number} [strength] of the veil over the rest, 0 to 1
     */
    emphasise(next, strength = 0.8) {
      emphasis = next;
      veil = strength;
      network.redraw();
    },
    /**
     * Bring items into sight, in the part of the canvas that no card covers.
     * @param {Iterable<number>} [ids] all when left out
     * @param {{animate?: boolean, closest?: number}} [how]
     */
    fit(ids, { animate = false, closest = 1.5 } = {}) {
      network.canvas.setSize();
      const items = ids ? [...ids].flatMap((id) => scene.items.get(id) ?? []) : [...scene.items.values()];
      if (!items.length) return;
      const left = Math.min(...items.map((i) => i.x - i.r));
      const right = Math.max(...items.map((i) => i.x + i.r));
      const top = Math.min(...items.map((i) => i.y - i.r));
      const bottom = Math.max(...items.map((i) => i.y + i.r + 16));
      const margins = getMargins();
      // Labels hang out at both sides.
      const width = Math.max(container.clientWidth - margins.left - margins.right - 2 * LABEL_ROOM, 80);
      const height = Math.max(container.clientHeight - margins.top - margins.bottom, 80);
      const scale = Math.min(closest, width / (right - left + 10), height / (bottom - top + 40));
      if (!ids) fittedScale = scale;
      network.moveTo({
        position: {
          x: (left + right) / 2 + (margins.right - margins.left) / 2 / scale,
          y: (top + bottom) / 2 + (margins.bottom - margins.top) / 2 / scale,
        },
        scale,
        animation: animate && mayMove() ? { duration: 350, easingFunction: "easeInOutQuad" } : false,
      });
    },
    /** @param {number} factor */
    zoom(factor) {
      network.moveTo({ scale: network.getScale() * factor, animation: mayMove() ? { duration: 180, easingFunction: "easeOutQuad" } : false });
    },
    /** @type {(dx: number, dy: number) => void} */
    pan(dx, dy) {
      const { x, y } = network.getViewPosition();
      network.moveTo({ position: { x: x + dx / network.getScale(), y: y + dy / network.getScale() } });
    },
    /**
     * @param {number} id
     * @returns {[number, number] | null} where a node stands on the page, in pixels; null when it is not on the stage
     */
    placeOf(id) {
      const item = scene.items.get(id);
      if (!item) return null;
      const { x, y } = network.canvasToDOM({ x: item.x, y: item.y });
      const frame = container.getBoundingClientRect();
      return [frame.left + x, frame.top + y];
    },
    /** @param {typeof ears} next */
    listen: (next) => {
      ears = next;
    },
    /** @returns {HTMLCanvasElement} */
    canvas: () => network.canvas.frame.canvas,
    getView,
    emphasis: () => emphasis,
    redraw: () => network.redraw(),
  };
}

function mayMove() {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
