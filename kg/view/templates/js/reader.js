// A note read whole: its text as it is in the file, with its mentions marked; a click on one leads to the entity.

import { classOf, cutByMentions } from "./data.js";
import { byId, h } from "./dom.js";
import { displayColor, readPalette } from "./palette.js";
import { closeButton } from "./panel.js";

/**
 * @param {import("./data.js").Graph} graph
 * @param {import("./data.js").Notes} notes
 * @param {number} note
 * @param {{line: number, further: number}} place the line to bring into sight, 0 for the top, and how many after it belong to it
 * @param {{select: (entity: number) => void, close: () => void}} doors
 * @param {number} [origin] the entity whose evidence led here
 */
export function showNote(graph, notes, note, { line, further }, doors, origin = -1) {
  const { path, title, event, date } = graph.notes[note];
  const panel = byId("panel");
  const text = notes.text[note];
  const body = h("div.note-text", { tabindex: "0", role: "document", "aria-label": `Text of ${title}` });
  const about = h("p.also", null, path, date ? ` · ${date}` : "");
  if (event >= 0) about.append(" · ", h("button.quiet", { type: "button", text: graph.label[event], onclick: () => doors.select(event) }));
  let number = 0;
  for (const [from, to] of splitLines(text)) {
    number++;
    const row = h("div.note-line", { id: `line-${number}`, "data-line": number });
    for (const piece of cutByMentions(text, notes.mentions[note], from, to, () => true)) {
      row.append(piece.entity < 0 ? piece.text : mention(graph, piece.text, piece.entity, doors.select));
    }
    if (number >= line && number <= line + further && line > 0) row.classList.add("is-here");
    body.append(row);
  }
  const back =
    origin < 0
      ? h("p.kind", { text: "Note" })
      : h("button.quiet.back", { type: "button", text: `‹ ${graph.label[origin]}`, "aria-label": `Back to ${graph.label[origin]}`, onclick: () => doors.select(origin) });
  panel.replaceChildren(h("div.panel-head", null, back, closeButton(doors.close)), h("h2", { text: title, tabindex: "-1" }), about, body);
  panel.hidden = false;
  panel.scrollTop = 0;
  const row = byId(`line-${line}`);
  if (!row) return;
  // Only the panel scrolls: nothing around it moves. Lines get their height only when they come into sight, so that the first
  // jump may miss: then again, until the line stays where it is.
  /** @param {number} rest how often at the most */
  const show = (rest) => {
    const [outer, inner] = [panel.getBoundingClientRect(), row.getBoundingClientRect()];
    const before = panel.scrollTop;
    panel.scrollTop += inner.top - outer.top - Math.max(0, (panel.clientHeight - inner.height) / 2);
    if (rest > 0 && row.isConnected && (rest > MOST_JUMPS - 2 || Math.abs(panel.scrollTop - before) > 1)) requestAnimationFrame(() => show(rest - 1));
  };
  show(MOST_JUMPS);
}

const MOST_JUMPS = 12;

/**
 * @param {import("./data.js").Graph} graph
 * @param {string} text
 * @param {number} entity
 * @param {(entity: number) => void} onSelect
 */
function mention(graph, text, entity, onSelect) {
  const cls = classOf(graph, entity);
  const button = h("button.mention", { type: "button", text, title: `${graph.label[entity]} (${cls.label})`, onclick: () => onSelect(entity) });
  button.style.setProperty("--kind", displayColor(cls.color, readPalette().isDark));
  return button;
}

/**
 * @param {string} text
 * @returns {[number, number][]} start and end of every line, without its line end
 */
export function splitLines(text) {
  /** @type {[number, number][]} */
  const lines = [];
  let from = 0;
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push([from, end.index]);
    from = end.index + end[0].length;
  }
  if (from < text.length) lines.push([from, text.length]);
  return lines;
}
