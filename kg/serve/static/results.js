// What a query gave: a table that sorts, yes or no, or a graph as triples and as Turtle; each to save.

import { make, makeTerm, readTriples } from "./terms.js";

const MAX_SHOWN = 2000;
const CSV = { label: "CSV", type: "text/csv", suffix: "csv" };
const JSON_FILE = { label: "JSON", type: "application/sparql-results+json", suffix: "json" };
const TURTLE = { label: "Turtle", type: "text/turtle", suffix: "ttl" };
const JSON_LD = { label: "JSON-LD", type: "application/ld+json", suffix: "jsonld" };

/** Show an answer and say in a sentence what it is. */
export function showResult(place, { type, content, words, seconds, cut, download }) {
  const more = cut ? ", and there are more" : "";
  if (!type.startsWith(JSON_FILE.type)) {
    const rows = readTriples(content);
    const table = makeTable(["subject", "predicate", "object"], rows, words);
    place.replaceChildren(makeDownloads([TURTLE, JSON_LD], download), table);
    return `A graph of ${count(rows.length, "triple")} in ${seconds} s${more}${shownPart(rows)}`;
  }
  const data = JSON.parse(content);
  if ("boolean" in data) {
    place.replaceChildren(makeDownloads([JSON_FILE], download));
    return `${data.boolean ? "Yes" : "No"}, in ${seconds} s`;
  }
  const rows = data.results.bindings;
  place.replaceChildren(makeDownloads([CSV, JSON_FILE], download), makeTable(data.head.vars, rows, words));
  return `${count(rows.length, "row")} in ${seconds} s${more}${shownPart(rows)}`;
}

function count(number, noun) {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : `${noun}s`}`;
}

function shownPart(rows) {
  return rows.length > MAX_SHOWN ? `, the first ${MAX_SHOWN.toLocaleString("en")} are shown` : "";
}

function makeDownloads(forms, download) {
  const line = make("p", "Save as ", { class: "downloads" });
  for (const form of forms) {
    const button = make("button", form.label, { type: "button", "data-type": form.type });
    button.addEventListener("click", () => download(form));
    line.append(button);
  }
  return line;
}

function makeTable(names, rows, words) {
  const table = make("table", undefined, { class: "rows" });
  const body = make("tbody");
  const head = make("tr");
  for (const name of names) {
    const cell = make("th", undefined, { scope: "col", "aria-sort": "none" });
    const button = make("button", name, { type: "button" });
    button.addEventListener("click", () => sortBy(name, cell, rows, fill));
    cell.append(button);
    head.append(cell);
  }
  const fill = (sorted) => body.replaceChildren(...sorted.slice(0, MAX_SHOWN).map((row) => makeRow(names, row, words)));
  const top = make("thead");
  top.append(head);
  table.append(top, body);
  fill(rows);
  const frame = make("div", undefined, { class: "scroll", tabindex: "0", role: "region", "aria-label": "Result" });
  frame.append(table);
  return frame;
}

function makeRow(names, row, words) {
  const line = make("tr");
  for (const name of names) {
    const cell = make("td");
    cell.append(makeTerm(row[name], words));
    line.append(cell);
  }
  return line;
}

function sortBy(name, cell, rows, fill) {
  const down = cell.getAttribute("aria-sort") === "ascending";
  for (const other of cell.parentElement.children) other.setAttribute("aria-sort", "none");
  cell.setAttribute("aria-sort", down ? "descending" : "ascending");
  const collator = new Intl.Collator(undefined, { numeric: true });
  const sign = down ? -1 : 1;
  fill([...rows].sort((a, b) => sign * collator.compare(a[name]?.value ?? "", b[name]?.value ?? "")));
}
