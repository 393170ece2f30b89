// What the page shows, as one value that lives in the address' fragment: it can be bookmarked, sent, and gone back to.

/**
 * @typedef {{
 *   entity: string, count: number, grown: string[], focus: string, hops: number, from: string, to: string,
 *   classesOff: string[], predicatesOff: string[], notes: string[], events: string[], confidence: number, known: number, until: string,
 *   tab: string, note: string, line: number, further: number, query: string,
 * }} State
 * @typedef {{get: () => State, start: State, set: (change: Partial<State>, options?: {replace?: boolean}) => void, listen: (listener: (state: State, before: State) => void) => void}} Store
 */

/** @type {State} what a page starts with, but for the confidence: that depends on its graph (see `startOf`) */
export const START = Object.freeze({
  entity: "",
  count: 0,
  grown: [],
  focus: "",
  hops: 1,
  from: "",
  to: "",
  classesOff: [],
  predicatesOff: [],
  notes: [],
  events: [],
  confidence: 0,
  known: 1,
  until: "",
  tab: "",
  note: "",
  line: 0,
  further: 0,
  query: "",
});

/**
 * @param {{least: number}} graph
 * @returns {State} what the page of a graph starts with
 */
export function startOf({ least }) {
  return Object.freeze({ ...START, confidence: least });
}

/**
 * Write what differs from the start; lists keep their order.
 * @param {State} state
 * @param {State} [start]
 * @returns {string} a fragment with `#`, or an empty string at the start
 */
export function formatState(state, start = START) {
  const parts = [];
  for (const [name, first] of Object.entries(start)) {
    const value = /** @type {any} */ (state)[name];
    if (Array.isArray(first) ? value.length : value !== first) {
      const text = Array.isArray(value) ? value.map(escapePart).join(",") : escapePart(String(value));
      parts.push(`${name}=${text}`);
    }
  }
  return parts.length ? `#${parts.join("&")}` : "";
}

/**
 * Read a fragment; what is unknown or malformed is left at its start.
 * @param {string} fragment
 * @param {State} [start]
 * @returns {State}
 */
export function parseState(fragment, start = START) {
  /** @type {any} */
  const state = { ...start };
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const [name, text] = splitOnce(part, "=");
    const first = /** @type {any} */ (start)[name];
    if (first === undefined || !text) continue;
    if (Array.isArray(first)) state[name] = text.split(",").map(unescapePart).filter(Boolean);
    else if (typeof first === "number") state[name] = Number.isFinite(Number(text)) ? Math.max(0, Number(text)) : first;
    else state[name] = unescapePart(text);
  }
  return state;
}

/** @param {string} text */
function escapePart(text) {
  return encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":");
}

/** @param {string} text */
function unescapePart(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/**
 * @param {string} text
 * @param {string} mark
 */
function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Hold the state, tell listeners of changes, keep the fragment and the browser's history in step.
 * @param {State} start
 * @returns {Store}
 */
export function createStore(start) {
  /** @type {((state: State, before: State) => void)[]} */
  const listeners = [];
  let state = parseState(location.hash, start);
  /** @param {State} next */
  const take = (next) => {
    const before = state;
    state = next;
    for (const listener of listeners) listener(state, before);
  };
  addEventListener("popstate", () => take(parseState(location.hash, start)));
  return {
    start,
    get: () => state,
    set: (change, { replace = false } = {}) => {
      const next = { ...state, ...change };
      const fragment = formatState(next, start);
      if (fragment !== formatState(state, start)) {
        const address = fragment || location.pathname + location.search;
        if (replace) history.replaceState(null, "", address);
        else history.pushState(null, "", address);
      }
      take(next);
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}
