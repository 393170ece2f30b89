// The keyboard on the graph: from node to node with the arrow keys, and a key for everything a pointer can do.

import { h } from "./dom.js";

/** @type {[string, string][]} */
export const KEYS = [
  ["/", "find an entity"],
  ["Arrow keys", "go to the nearest node in that direction"],
  ["Shift + arrow keys", "move the view"],
  ["Enter or double click", "show everything around the chosen entity"],
  ["F", "focus on what is around the chosen entity"],
  ["P", "pin the chosen entity where it stands, or let it go"],
  ["+ and −", "zoom"],
  ["0", "show the whole stage"],
  ["Esc", "close the panel, then leave the focus"],
  ["1 to 4", "graph, table, timeline, ask"],
  ["Alt + ← and →", "back and forward"],
  ["?", "this help"],
];

/**
 * The nearest item in a direction: near the ray more than near the start.
 * @param {{id: number, x: number, y: number}[]} items
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} way a unit vector
 * @returns {number | null} its id
 */
export function findNext(items, from, way) {
  let best = null;
  let least = Infinity;
  for (const { id, x, y } of items) {
    const along = (x - from.x) * way.x + (y - from.y) * way.y;
    const aside = Math.abs((x - from.x) * way.y - (y - from.y) * way.x);
    if (along <= 0.5 || aside > along * 2) continue;
    const cost = along + aside * 2;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

/** @type {Record<string, {x: number, y: number}>} */
export const WAYS = { ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 }, ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 } };

/**
 * @param {string} version of the program that made the page
 * @returns {HTMLDialogElement} the help, to be shown
 */
export function createHelp(version) {
  const dialog = h("dialog.help", { "aria-labelledby": "help-title" },
    h("h2", { id: "help-title", text: "Keys" }),
    h("dl", null, ...KEYS.flatMap(([key, what]) => [h("dt", null, h("kbd", { text: key })), h("dd", { text: what })])),
    h("p.soft", { text: "Letters work while the graph has the focus. The address in the bar always holds what you see: it can be bookmarked and sent along with the file." }),
    h("p.soft", { text: `Made by kg ${version}, with vis-network and Oxigraph. This file asks no other host for anything.` }),
    h("button.button", { type: "button", text: "Close", onclick: () => dialog.close() }));
  document.body.append(dialog);
  return dialog;
}
