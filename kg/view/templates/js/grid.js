// A table that sorts by any column, shows a page of rows at a time and gives itself away as a file.

import { formatCsv, saveFile } from "./csv.js";
import { formatNumber, h, keepFocus } from "./dom.js";

/**
 * @template Row
 * @typedef {{label: string, isNumber?: boolean, value: (row: Row) => string | number, cell?: (row: Row) => Node}} Column
 * `value` sorts and goes into the file; `cell` is shown, or else the value.
 */

const PAGE = 200;
/** Characters up to which a column is short, and up to which nine of ten of its values are not long. */
const [SHORT, MIDDLE] = [16, 30];
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * @template Row
 * @param {{caption: string, columns: Column<Row>[], rows: Row[], file: string, sort?: number, isDown?: boolean, known?: number}} options `known` says how many rows no note says
 * @returns {HTMLElement}
 */
export function createGrid({ caption, columns, rows, file, sort = -1, isDown = false, known = 0 }) {
  const box = h("div.grid");
  let order = { column: sort, isDown };
  let first = 0;
  const render = () => {
    const sorted = sortRows(rows, columns[order.column], order.isDown);
    const shown = sorted.slice(first, first + PAGE);
    const widths = columns.map((column) => chooseWidth(column, shown));
    /** @param {number} column */
    const sortBy = (column) => {
      order = { column, isDown: order.column === column ? !order.isDown : Boolean(columns[column].isNumber) };
      first = 0;
      render();
    };
    /** @param {number} to */
    const turn = (to) => {
      first = to;
      render();
      box.querySelector(".grid-scroll")?.scrollTo(0, 0);
    };
    keepFocus(box, () =>
      box.replaceChildren(
        h(
          "div.grid-bar",
          null,
          h("span", { role: "status", text: describeRange(first, shown.length, rows.length) + (known ? ` (${formatNumber(known)} of them known beforehand, in no note)` : "") }),
          rows.length > PAGE && h("button.button", { type: "button", "data-id": "back", text: "Back", disabled: first === 0, onclick: () => turn(first - PAGE) }),
          rows.length > PAGE &&
            h("button.button", { type: "button", "data-id": "next", text: "Next", disabled: first + PAGE >= rows.length, onclick: () => turn(first + PAGE) }),
          h("button.button", { type: "button", "data-id": "csv", text: "Save as CSV", onclick: () => saveRows(file, columns, sorted) }),
        ),
        h(
          "div.grid-scroll",
          { tabindex: "0", role: "region", "aria-label": caption },
          h(
            "table",
            null,
            h("caption.visually-hidden", { text: caption }),
            h("thead", null, h("tr", null, ...columns.map((column, i) => headCell(column, i, order, sortBy)))),
            h("tbody", null, ...shown.map((row) => h("tr", null, ...columns.map((column, i) => bodyCell(column, row, widths[i]))))),
          ),
        ),
      ),
    );
  };
  render();
  return box;
}

/**
 * @template Row
 * @param {Row[]} rows
 * @param {Column<Row> | undefined} column
 * @param {boolean} isDown
 * @returns {Row[]} equal ones keep their order
 */
export function sortRows(rows, column, isDown) {
  if (!column) return rows;
  const keyed = rows.map((row) => ({ row, key: column.value(row) }));
  const sign = isDown ? -1 : 1;
  keyed.sort(({ key: a }, { key: b }) => sign * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b))));
  return keyed.map(({ row }) => row);
}

/**
 * @param {number} first
 * @param {number} shown
 * @param {number} total
 */
function describeRange(first, shown, total) {
  if (total === 0) return "No rows";
  if (shown === total) return `${formatNumber(total)} ${total === 1 ? "row" : "rows"}`;
  return `Rows ${formatNumber(first + 1)} to ${formatNumber(first + shown)} of ${formatNumber(total)}`;
}

/**
 * @param {Column<any>} column
 * @param {number} index
 * @param {{column: number, isDown: boolean}} order
 * @param {(column: number) => void} sortBy
 */
function headCell(column, index, order, sortBy) {
  const direction = order.column !== index ? "none" : order.isDown ? "descending" : "ascending";
  const arrow = { none: "", ascending: " ↑", descending: " ↓" }[direction];
  return h(
    "th",
    { scope: "col", "aria-sort": direction, class: column.isNumber ? "number" : null },
    h("button", { type: "button", "data-id": `sort ${index}`, onclick: () => sortBy(index) }, column.label, h("span", { "aria-hidden": "true", text: arrow })),
  );
}

/**
 * @template Row
 * @param {Column<Row>} column
 * @param {Row[]} rows
 * @returns {string} the class of its cells: words that are short stay in one line, and texts are not squeezed to a word in each
 */
export function chooseWidth(column, rows) {
  if (column.isNumber) return "number";
  const lengths = rows.map((row) => String(column.value(row)).length).sort((a, b) => a - b);
  if ((lengths.at(-1) ?? 0) <= SHORT) return "is-short";
  return lengths[Math.floor(lengths.length * 0.9)] <= MIDDLE ? "is-middle" : "is-long";
}

/**
 * @param {Column<any>} column
 * @param {any} row
 * @param {string} width
 */
function bodyCell(column, row, width) {
  const value = column.value(row);
  return h("td", { class: width }, column.cell ? column.cell(row) : typeof value === "number" ? formatNumber(value) : value);
}

/**
 * @template Row
 * @param {string} file
 * @param {Column<Row>[]} columns
 * @param {Row[]} rows
 */
function saveRows(file, columns, rows) {
  const text = formatCsv(columns.map((column) => column.label), rows.map((row) => columns.map((column) => column.value(row))));
  saveFile(file, new Blob([text], { type: "text/csv;charset=utf-8" }));
}
