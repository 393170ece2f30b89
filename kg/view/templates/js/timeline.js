// A strip of the dated notes' events: the graph fades in what was known by a day.

import { byId, formatNumber, h } from "./dom.js";

/** @typedef {import("./data.js").Graph} Graph */
/** @typedef {{date: string, labels: string[]}} Moment */

/**
 * @param {Graph} graph
 * @returns {Moment[]} each date that a note has, in order, with the events or notes of it
 */
export function listMoments(graph) {
  /** @type {Map<string, Set<string>>} */
  const moments = new Map();
  for (const { date, event, title } of graph.notes) {
    if (!date) continue;
    const labels = moments.get(date) ?? new Set();
    labels.add(event >= 0 ? graph.label[event] : title);
    moments.set(date, labels);
  }
  return [...moments.keys()].sort().map((date) => ({ date, labels: [...(moments.get(date) ?? [])] }));
}

/**
 * @param {Graph} graph
 * @param {import("./state.js").Store} store
 * @returns {(state: import("./state.js").State, known: number) => void} shows a state; `known` says how many are known by then
 */
export function createTimeline(graph, store) {
  const moments = listMoments(graph);
  const box = byId("timeline");
  if (!moments.length) {
    box.append(h("p.soft", { text: "No note says when it was: a date in the front matter or an event with a year puts it here." }));
    return () => {};
  }
  const last = moments.length - 1;
  const slider = h("input", { type: "range", min: "0", max: String(last), step: "1", "aria-label": "Show what was known by", list: "timeline-dates" });
  const said = h("p.said", { "aria-live": "polite" });
  const play = h("button.button", { type: "button", text: "Play" });
  // More dates than fit beside each other are on the slider all the same.
  const every = Math.ceil(moments.length / 9);
  const marks = h("ol.moments", null, ...moments.map((moment, i) => momentMark(moment, i, last, i % every === 0, () => go(i))));
  box.append(h("div.timeline-head", null, play, said), marks, slider);

  /** @param {number} i */
  const go = (i) => store.set({ until: i >= last ? "" : moments[i].date }, { replace: true });
  slider.addEventListener("input", () => go(Number(slider.value)));
  /** @type {number | undefined} */
  let timer;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    play.textContent = "Play";
  };
  play.addEventListener("click", () => {
    if (timer) {
      stop();
      return;
    }
    let at = Number(slider.value) >= last ? -1 : Number(slider.value);
    play.textContent = "Stop";
    const step = () => {
      go(++at);
      if (at >= last) stop();
    };
    timer = setInterval(step, 1200);
    step();
  });
  return (state, known) => {
    if (state.tab !== "timeline") stop();
    const at = state.until ? findMoment(moments, state.until) : last;
    slider.value = String(at);
    slider.setAttribute("aria-valuetext", `${moments[at].date}: ${moments[at].labels.join(", ")}`);
    said.replaceChildren(h("strong", { text: moments[at].date }), ` ${moments[at].labels.join(", ")} · ${formatNumber(known)} known by then`);
    [...marks.children].forEach((mark, i) => mark.classList.toggle("is-past", i <= at));
  };
}

/**
 * @param {Moment[]} moments
 * @param {string} until
 */
function findMoment(moments, until) {
  let found = 0;
  moments.forEach((moment, i) => {
    if (moment.date <= until) found = i;
  });
  return found;
}

/**
 * @param {Moment} moment
 * @param {number} place
 * @param {number} last
 * @param {boolean} isWritten
 * @param {() => void} onclick
 */
function momentMark({ date, labels }, place, last, isWritten, onclick) {
  const button = h("button", { type: "button", title: `${date}: ${labels.join(", ")}`, onclick, tabindex: "-1" }, h("span", { text: isWritten ? date.slice(0, 7) : "·" }));
  const item = h("li", null, button);
  item.style.setProperty("--at", `${last ? (place / last) * 100 : 50}%`);
  return item;
}
