// A note read whole: its text as it is in the file, with its mentions marked; a click on one leads to the entity.

import { classOf, cutByMentions } from "./data.js";
import { byId, h } from "./dom.js";
import { displayColor, readPalette } from "./palette.js";
import { closeButton } from "./panel.js";

/**
 * @param {import("./data.js").Graph} graph
 * @param {import("./data.js").Notes} notes
 * @param {number} note
 * @param {number} line to bring into sight; 0 for the top
 * @param {{select: (entity: number) => void, close: () => void}} doors
 */
export function showNote(graph, notes, note, line, doors) {
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
    if (number === line) row.classList.add("is-here");
    body.append(row);
  }
  panel.replaceChildren(h("div.panel-head", null, h("p.kind", { text: "Note" }), closeButton(doors.close)), h("h2", { text: title, tabindex: "-1" }), about, body);
  panel.hidden = false;
  panel.scrollTop = 0;
  const show = () => byId(`line-${line}`)?.scrollIntoView({ block: "center" });
  show();
  // Again when the panel is laid out: what stood in it before may have been much shorter.
  requestAnimationFrame(show);
}

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
