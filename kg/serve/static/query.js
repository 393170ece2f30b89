// The query page: ready questions, the editor, results as a table with links, and queries that stand in the address.
// Everything from the graph becomes text, never markup.

import { showResult } from "./results.js";
import { make } from "./terms.js";

const get = (id) => document.getElementById(id);
const JSON_RESULTS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";
const PLACE = /line (\d+), column (\d+): (.*)/;
let ready = [];
let words = { base: "", known: {}, prefixes: {}, terms: [] };
let field = makeField(get("sparql"));
let running = null;
let turns = 0;

function say(text) {
  get("status").textContent = text;
}

/** The plain text field, as long or as there is no editor. */
function makeField(area) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
  });
  return {
    getText: () => area.value,
    setText: (text) => (area.value = text),
    markError(line, column) {
      const start = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
      area.focus();
      area.setSelectionRange(start, start + 1);
    },
    clearError() {},
    focus: () => area.focus(),
  };
}

async function loadEditor() {
  const host = get("editor");
  if (!host) return;
  const { makeEditor } = await import("./editor.js");
  field = makeEditor(host, { text: field.getText(), words, run });
  get("sparql").hidden = true;
  document.querySelector("label[for=sparql]").addEventListener("click", () => field.focus());
}

async function load() {
  const [queries, terms] = await Promise.all([fetch("/queries"), fetch("/terms")]);
  ready = queries.ok ? (await queries.json()).queries : [];
  if (terms.ok) words = await terms.json();
  for (const query of ready) get("ready").append(make("option", query.title, { value: query.name }));
  await loadEditor();
  await readAddress();
}

// --- ready questions

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
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") fillIn().then(run);
    });
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
  if (answer.ok) field.setText(text);
  say(answer.ok ? "" : text);
}

// --- the address: each query that ran is a step of the browser's history, and its address leads to it; the address
// of a ready question names it, and the values of its parameters where they are not the usual ones

async function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const text = given.get("query");
  if (text === null && given.has("ready")) return choose(given);
  if (text === null || text === field.getText()) return;
  field.setText(text);
  get("ready").value = "";
  get("parameters").replaceChildren();
  get("question").textContent = "";
  get("result").replaceChildren();
  say("This query came with the address. Run it to see its result.");
}

async function choose(given) {
  const name = given.get("ready");
  if (!ready.some((query) => query.name === name)) {
    say(`There is no ready question named ${name}.`);
    return;
  }
  get("ready").value = name;
  await showParameters();
  for (const input of get("parameters").querySelectorAll("input")) {
    if (given.has(input.name)) input.value = given.get(input.name);
  }
  await fillIn();
}

function writeAddress(text) {
  const hash = `#query=${encodeURIComponent(text)}`;
  if (hash !== location.hash) history.pushState(null, "", hash);
  const line = text.split("\n").find((one) => one.trim() && !/^\s*(?:#|prefix\b|base\b)/i.test(one)) ?? "";
  document.title = `${line.trim().slice(0, 60)} – Query`;
}

async function copyLink() {
  writeAddress(field.getText());
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied.");
  } catch {
    say("The link stands in the address bar.");
  }
}

// --- asking

async function ask(text, accept) {
  running?.abort();
  const mine = (running = new AbortController());
  get("stop").disabled = false;
  try {
    const headers = { "Content-Type": "application/sparql-query", Accept: accept };
    const answer = await fetch("/sparql", { method: "POST", headers, body: text, signal: mine.signal });
    const content = await answer.blob();
    return { answer, content };
  } finally {
    if (mine === running) get("stop").disabled = true;
  }
}

async function run() {
  const text = field.getText();
  const start = performance.now();
  const turn = ++turns;
  writeAddress(text);
  field.clearError();
  say("Asking …");
  get("result").replaceChildren();
  try {
    const { answer, content } = await ask(text, `${JSON_RESULTS}, ${TRIPLES};q=0.9`);
    if (turn !== turns) return;
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    await loaded; // the names to shorten by
    if (answer.ok) {
      const download = (type) => save(text, type);
      const cut = answer.headers.has("Kg-Truncated");
      const type = answer.headers.get("Content-Type");
      say(showResult(get("result"), { type, content: await content.text(), words, seconds, cut, download }));
    } else explain(await content.text());
  } catch (error) {
    if (turn === turns) say(error.name === "AbortError" ? "Stopped." : `The server cannot be reached (${error.message}).`);
  }
}

function explain(message) {
  get("result").replaceChildren(make("pre", message, { class: "error" }));
  const place = PLACE.exec(message);
  if (place) field.markError(Number(place[1]), Number(place[2]), place[3]);
  say(place ? `The query is wrong in line ${place[1]}, column ${place[2]}.` : "The query was not answered.");
}

async function save(text, { type, suffix }) {
  say("Asking …");
  try {
    const { answer, content } = await ask(text, type);
    if (!answer.ok) {
      say(await content.text());
      return;
    }
    const address = URL.createObjectURL(content);
    make("a", "", { href: address, download: `result.${suffix}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    say(`Saved as result.${suffix}.`);
  } catch (error) {
    say(error.name === "AbortError" ? "Stopped." : `The server cannot be reached (${error.message}).`);
  }
}

get("ready").addEventListener("change", showParameters);
get("run").addEventListener("click", run);
get("stop").addEventListener("click", () => running?.abort());
get("copy").addEventListener("click", copyLink);
addEventListener("popstate", readAddress);
const loaded = load()
  .catch((error) => say(`The page is not complete (${error.message}).`))
  .finally(() => {
    document.documentElement.dataset.ready = "yes";
  });
