// The query page: ready questions, their parameters, and results in a table that sorts.
// Everything from the graph becomes text, never markup.
"use strict";

const get = (id) => document.getElementById(id);
const JSON_RESULTS = "application/sparql-results+json";
const MAX_SHOWN = 2000;
let ready = [];
let running = null;

function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function say(text) {
  get("status").textContent = text;
}

async function loadReady() {
  const answer = await fetch("/queries");
  ready = (await answer.json()).queries;
  for (const query of ready) get("ready").append(make("option", query.title, { value: query.name }));
}

function chosen() {
  return ready.find((query) => query.name === get("ready").value);
}

function showParameters() {
  const query = chosen();
  get("question").textContent = query ? query.question : "";
  const fields = (query ? query.parameters : []).map((parameter) => {
    const label = make("label", `${parameter.name} `, { title: parameter.description });
    const input = make("input", undefined, { name: parameter.name, value: parameter.default ?? "" });
    input.addEventListener("change", fillIn);
    label.append(input);
    return label;
  });
  get("parameters").replaceChildren(...fields);
  return fillIn();
}

async function fillIn() {
  const query = chosen();
  if (!query) return;
  const values = new URLSearchParams();
  for (const input of get("parameters").querySelectorAll("input")) values.set(input.name, input.value);
  const answer = await fetch(`/queries/${encodeURIComponent(query.name)}?${values}`);
  const text = await answer.text();
  if (answer.ok) get("sparql").value = text;
  say(answer.ok ? "" : text);
}

async function ask(accept) {
  running?.abort();
  running = new AbortController();
  return fetch("/sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
    body: get("sparql").value,
    signal: running.signal,
  });
}

async function run() {
  const start = performance.now();
  say("Asking …");
  get("result").replaceChildren();
  try {
    const answer = await ask(`${JSON_RESULTS}, text/turtle`);
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    await show(answer, seconds);
  } catch (error) {
    if (error.name !== "AbortError") say(`The server cannot be reached (${error.message}).`);
  }
}

async function show(answer, seconds) {
  if (!answer.ok) {
    get("result").replaceChildren(make("pre", await answer.text()));
    say("The query was not answered.");
    return;
  }
  const cut = answer.headers.get("Kg-Truncated") ? ", and there are more" : "";
  if (!answer.headers.get("Content-Type").startsWith(JSON_RESULTS)) {
    get("result").replaceChildren(make("pre", await answer.text()));
    say(`A graph in ${seconds} s${cut}`);
    return;
  }
  const data = await answer.json();
  if ("boolean" in data) {
    say(`${data.boolean ? "Yes" : "No"}, in ${seconds} s`);
    return;
  }
  showTable(data.head.vars, data.results.bindings);
  const rows = data.results.bindings.length;
  const part = rows > MAX_SHOWN ? `, the first ${MAX_SHOWN} are shown` : "";
  say(`${rows} ${rows === 1 ? "row" : "rows"} in ${seconds} s${cut}${part}`);
}

function showTable(names, rows) {
  const table = make("table");
  const body = make("tbody");
  const head = make("tr");
  names.forEach((name) => {
    const cell = make("th", undefined, { scope: "col", "aria-sort": "none" });
    const button = make("button", name, { type: "button" });
    button.addEventListener("click", () => sortBy(name, cell, rows, names, body));
    cell.append(button);
    head.append(cell);
  });
  const top = make("thead");
  top.append(head);
  table.append(top, body);
  fill(body, names, rows);
  get("result").replaceChildren(table);
}

function fill(body, names, rows) {
  body.replaceChildren(
    ...rows.slice(0, MAX_SHOWN).map((row) => {
      const line = make("tr");
      line.append(...names.map((name) => makeCell(row[name])));
      return line;
    }),
  );
}

function makeCell(term) {
  const cell = make("td");
  if (!term) return cell;
  const isLink = term.type === "uri" && /^https?:/.test(term.value);
  const path = isLink ? findPath(term.value) : null;
  cell.append(path ? make("a", term.value, { href: path, rel: "noopener noreferrer" }) : document.createTextNode(term.value));
  return cell;
}

// What lies under the graph's own base has a page here; other addresses are shown, not linked.
function findPath(iri) {
  const base = get("result").dataset.base;
  return base && iri.startsWith(base) ? `/page/${iri.slice(base.length)}` : null;
}

function sortBy(name, cell, rows, names, body) {
  const down = cell.getAttribute("aria-sort") === "ascending";
  for (const other of cell.parentElement.children) other.setAttribute("aria-sort", "none");
  cell.setAttribute("aria-sort", down ? "descending" : "ascending");
  const collator = new Intl.Collator(undefined, { numeric: true });
  const sign = down ? -1 : 1;
  const sorted = [...rows].sort((a, b) => sign * collator.compare(a[name]?.value ?? "", b[name]?.value ?? ""));
  fill(body, names, sorted);
}

async function download(type) {
  say("Asking …");
  const answer = await ask(type);
  if (!answer.ok) {
    say(await answer.text());
    return;
  }
  const suffix = { "text/csv": "csv", "text/turtle": "ttl" }[type] ?? "json";
  const address = URL.createObjectURL(await answer.blob());
  make("a", "", { href: address, download: `result.${suffix}` }).click();
  URL.revokeObjectURL(address);
  say("");
}

get("ready").addEventListener("change", showParameters);
get("run").addEventListener("click", run);
get("sparql").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
for (const button of document.querySelectorAll("button.download")) {
  button.addEventListener("click", () => download(button.dataset.type));
}
loadReady().then(() => {
  document.documentElement.dataset.ready = "yes";
});
