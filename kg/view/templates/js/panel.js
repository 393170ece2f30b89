// The panel for the chosen entity: what it is, where it leads, what is said of it and where.

import { besideLabels, classOf, cutByMentions, groupRelations, iriOf, isOnlyKnown, otherEnd, relationsOf } from "./data.js";
import { byId, formatCount, formatNumber, h, icon, outsideLink } from "./dom.js";
import { PATHS, shapeIcon } from "./icons.js";
import { readPieces } from "./quotes.js";

/**
 * @typedef {import("./data.js").Graph} Graph
 * @typedef {import("./data.js").Notes} Notes
 * @typedef {{notes: () => Promise<Notes>, select: (entity: number) => void, read: (note: number, line: number, further?: number) => void, close: () => void, actions: (entity: number) => Node[], isSure: (relation: number) => boolean, hasKnown: () => boolean, doubt: import("./doubt.js").Doubt}} Doors
 * Where the panel's buttons lead, and which facts it shows.
 */

const FIRST_FACTS = 8;
const FIRST_PASSAGES = 3;

export const KNOWN_WORDS = "Known beforehand, from the vocabulary; no note says it";

/**
 * @param {Graph} graph
 * @param {number} entity
 * @param {Doors} doors
 */
export function showEntity(graph, entity, doors) {
  const panel = byId("panel");
  const cls = classOf(graph, entity);
  const isNamed = graph.named[entity] === 1;
  const said = groupRelations(graph, entity, (relation) => doors.isSure(relation) && !isOnlyKnown(graph, relation));
  panel.replaceChildren(
    h("div.panel-head", null, h("p.kind", null, shapeIcon(cls, !isNamed), h("span", { text: cls.label })), closeButton(doors.close)),
    h("h2", { text: graph.label[entity], tabindex: "-1" }),
    ...(isNamed ? [] : [h("p.also", { text: "No note names it: what stands here was known beforehand." })]),
    ...describe(graph, entity),
    h("div.actions", null, ...doors.actions(entity)),
    ...doubtLine(relationsOf(graph, entity), doors),
    ...said.map((group) => relationSection(graph, entity, group, doors)),
    ...namedIn(graph, entity, doors),
    ...knownPart(graph, entity, said.length === 0, doors),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
  const last = panel.lastElementChild;
  // What was said in a talk is known only when the evidence is unpacked.
  doors.notes().then((notes) => last?.isConnected && last.after(...mentionedIn(graph, notes, entity, doors), ...saidIn(graph, notes, entity, doors)));
}

/**
 * What only the vocabulary knows of an entity, folded away where the notes say something; left open once the reader has
 * opened it.
 * @param {Graph} graph
 * @param {number} entity
 * @param {boolean} isAlone
 * @param {Doors} doors
 * @returns {Node[]}
 */
function knownPart(graph, entity, isAlone, doors) {
  const groups = groupRelations(graph, entity, (relation) => isOnlyKnown(graph, relation));
  if (!groups.length || (graph.named[entity] && !doors.hasKnown())) return [];
  const count = groups.reduce((sum, group) => sum + group.relations.length, 0);
  const part = h(
    "details.known",
    { open: isAlone || isKnownOpen },
    h("summary", null, h("span", { text: "Known beforehand" }), h("span.count", { text: formatNumber(count) })),
    h("p.also", { text: "From the vocabulary; no note says it." }),
    ...groups.map((group) => relationSection(graph, entity, group, doors)),
  );
  // A click on the summary alone is the reader's; `toggle` also comes when the part is made open.
  part.firstElementChild.addEventListener("click", () => (isKnownOpen = !part.open));
  return [part];
}

let isKnownOpen = false;

/**
 * @param {Iterable<number>} relations
 * @param {Doors} doors
 * @returns {Node[]} how many of them are hidden as less certain; nothing when none is
 */
export function doubtLine(relations, doors) {
  const words = doors.doubt(relations);
  return words.length ? [h("p.doubt", null, ...words)] : [];
}

/**
 * The notes that name an entity.
 * @param {Graph} graph
 * @param {number} entity
 * @param {Doors} doors
 * @returns {Node[]}
 */
function namedIn(graph, entity, doors) {
  const notes = graph.noted[entity];
  if (!notes.length) return [];
  /** @param {number} note */
  const open = async (note) => {
    const { text, mentions } = await doors.notes();
    doors.read(note, findLine(text[note], findMention(mentions[note], entity)));
  };
  const rows = notes.map((note) => h("li.fact", null, h("button.note-link", { type: "button", text: graph.notes[note].title, onclick: () => open(note) })));
  return [h("section", null, h("h3", null, "named in", h("span.count", { text: formatNumber(notes.length) })), h("ul", null, ...rows))];
}

/**
 * @param {number[]} mentions triples: start, length, entity
 * @param {number} entity
 * @returns {number} where it is first named; 0 when nowhere
 */
function findMention(mentions, entity) {
  for (let i = 0; i < mentions.length; i += 3) if (mentions[i + 2] === entity) return mentions[i];
  return 0;
}

/**
 * @param {string} text
 * @param {number} offset
 * @returns {number} the line it stands in, from 1
 */
export function findLine(text, offset) {
  return (text.slice(0, offset).match(/\r\n|\n|\r/g)?.length ?? 0) + 1;
}

/**
 * What the lines of a talk mention, by class, the most important first.
 * @param {Graph} graph
 * @param {Notes} notes
 * @param {number} entity
 * @param {Doors} doors
 * @returns {Node[]}
 */
function mentionedIn(graph, notes, entity, doors) {
  const mentioned = notes.covers[entity] ?? [];
  if (!mentioned.length) return [];
  const list = h("dl.covered");
  graph.classes.forEach((cls, number) => {
    const members = mentioned.filter((one) => graph.cls[one] === number);
    members.sort((a, b) => graph.rank[b] - graph.rank[a] || a - b);
    const buttons = members.map((one) => h("button", { type: "button", text: graph.label[one], onclick: () => doors.select(one) }));
    if (members.length) list.append(h("dt", null, shapeIcon(cls), h("span", { text: cls.plural })), h("dd", null, ...buttons));
  });
  return [h("section", null, h("h3", null, "mentioned in it", h("span.count", { text: formatNumber(mentioned.length) })), list)];
}

/**
 * The facts that were stated in a talk.
 * @param {Graph} graph
 * @param {Notes} notes
 * @param {number} entity
 * @param {Doors} doors
 * @returns {Node[]}
 */
function saidIn(graph, notes, entity, doors) {
  const relations = [];
  for (let r = 0; r < graph.relations; r++) {
    const isOwn = graph.subject[r] === entity || graph.object[r] === entity;
    if (!isOwn && notes.evidence[r].some((one) => one[5] === entity)) relations.push(r);
  }
  if (!relations.length) return [];
  relations.sort((a, b) => graph.rank[graph.subject[b]] - graph.rank[graph.subject[a]] || a - b);
  const sure = relations.filter(doors.isSure);
  const list = h("ul", null, ...sure.map((r) => sentence(graph, r, doors)));
  return [h("section", null, h("h3", null, "said in it", h("span.count", { text: formatNumber(sure.length) })), ...doubtLine(relations, doors), list)];
}

/**
 * @param {Graph} graph
 * @param {number} relation
 * @param {Doors} doors
 */
export function sentence(graph, relation, doors) {
  const [subject, object] = [graph.subject[relation], graph.object[relation]];
  /** @param {number} one */
  const name = (one) => h("button", { type: "button", text: graph.label[one], onclick: () => doors.select(one) });
  const { label } = graph.predicates[graph.predicate[relation]];
  return h("li.fact", null, h("div.fact-head", null, shapeIcon(classOf(graph, subject)), h("span.name", null, name(subject), h("span.soft", { text: ` ${label} ` }), name(object))));
}

/** @param {() => void} onClose */
export function closeButton(onClose) {
  return h("button.close", { type: "button", "aria-label": "Close the panel", onclick: onClose }, icon(PATHS.close));
}

/**
 * @param {Graph} graph
 * @param {number} entity
 * @returns {Node[]}
 */
function describe(graph, entity) {
  const parts = [];
  const aliases = graph.aliases[entity];
  if (aliases) parts.push(h("p.also", { text: `Also called ${aliases.join(", ")}` }));
  const facts = h("dl.facts");
  for (const [name, value] of graph.data[entity] ?? []) facts.append(h("div", null, h("dt", { text: name }), h("dd", { text: value })));
  const notes = graph.noted[entity].length;
  const named = `${formatCount(graph.mentions[entity], "time", "times")} in ${formatCount(notes, "note", "notes")}`;
  if (notes) facts.append(h("div", null, h("dt", { text: "named" }), h("dd", { text: named })));
  if (facts.childElementCount) parts.push(facts);
  const links = graph.links[entity];
  if (links) parts.push(h("ul.links", { "aria-label": "Links" }, ...links.map((link) => h("li", null, outsideLink(link)))));
  const iri = iriOf(graph, entity);
  parts.push(h("p.also", { title: "The entity's IRI, for queries", text: iri }));
  return parts;
}

/**
 * @param {Graph} graph
 * @param {number} entity
 * @param {{label: string, relations: number[]}} group
 * @param {Doors} doors
 */
function relationSection(graph, entity, group, doors) {
  const list = h("ul");
  const { relations } = group;
  /** @type {(from: number, to: number) => void} */
  const add = (from, to) => list.append(...relations.slice(from, to).map((relation) => factItem(graph, entity, relation, doors)));
  add(0, FIRST_FACTS);
  const section = h("section", null, h("h3", null, group.label, h("span.count", { text: formatNumber(relations.length) })), list);
  if (relations.length > FIRST_FACTS) {
    const more = h("button.more", { type: "button", text: `Show all ${formatNumber(relations.length)}` });
    more.addEventListener("click", () => {
      add(FIRST_FACTS, relations.length);
      more.remove();
      list.children[FIRST_FACTS].querySelector("button")?.focus();
    });
    section.append(more);
  }
  return section;
}

/**
 * @param {Graph} graph
 * @param {number} entity
 * @param {number} relation
 * @param {Doors} doors
 */
function factItem(graph, entity, relation, doors) {
  const other = otherEnd(graph, relation, entity);
  const beside = besideLabels(graph, other, doors.isSure);
  const name = h("span.name", null, h("button", { type: "button", text: graph.label[other], onclick: () => doors.select(other) }));
  if (beside.length) name.append(h("span.beside", { text: ` ${beside.join(", ")}` }));
  const head = h("div.fact-head", null, shapeIcon(classOf(graph, other), !graph.named[other]), name);
  const item = h("li.fact", null, head);
  const where = graph.evidenceNotes[relation];
  const { stated } = graph.predicates[graph.predicate[relation]];
  const sure = stated ? `${Math.round(graph.confidence[relation] * 100)} %` : "computed";
  if (!where.length) {
    if (!stated) head.append(h("span.proof", { text: sure, title: describeStrength(graph, relation) }));
    else if (!isOnlyKnown(graph, relation)) head.append(h("span.proof", { text: sure }));
    return item;
  }
  const whose = h("span.visually-hidden", { text: ` for ${graph.label[other]}` });
  const proof = h("button.proof", { type: "button", "aria-expanded": "false", title: stated ? null : describeStrength(graph, relation) }, `${sure} · evidence`, whose);
  /** @type {any} */
  let shown = null;
  proof.addEventListener("click", async () => {
    if (shown) {
      shown.remove();
      shown = null;
    } else {
      shown = evidenceList(graph, await doors.notes(), relation, doors);
      item.append(shown);
    }
    proof.setAttribute("aria-expanded", String(shown !== null));
  });
  head.append(proof);
  return item;
}

/**
 * @param {Graph} graph
 * @param {number} relation what is computed has a strength, not a chance to be right
 */
export function describeStrength(graph, relation) {
  return `Computed over all notes, strength ${Math.round(graph.confidence[relation] * 100)} %; no note says it`;
}

/**
 * @param {Graph} graph
 * @param {Notes} notes
 * @param {number} relation
 * @param {Doors} doors
 */
export function evidenceList(graph, notes, relation, doors) {
  const passages = notes.evidence[relation];
  const list = h("div", null, graph.known[relation] === 1 && h("p.also", { text: "Stated here; also known beforehand, from the vocabulary:" }));
  /** @type {(from: number, to: number) => void} */
  const add = (from, to) => list.append(...passages.slice(from, to).map((one) => evidenceItem(graph, notes, relation, one, doors)));
  add(0, FIRST_PASSAGES);
  if (passages.length > FIRST_PASSAGES) {
    const rest = formatCount(passages.length - FIRST_PASSAGES, "more passage", "more passages");
    const more = h("button.more", { type: "button", text: `Show ${rest}` });
    more.addEventListener("click", () => {
      more.remove();
      add(FIRST_PASSAGES, passages.length);
    });
    return h("div", null, list, more);
  }
  return list;
}

/**
 * @param {Graph} graph
 * @param {Notes} notes
 * @param {number} relation
 * @param {import("./data.js").Evidence} evidence
 * @param {Doors} doors
 */
function evidenceItem(graph, notes, relation, evidence, doors) {
  const [note, line, further, start, length, talk, quote] = evidence;
  const ends = new Set([graph.subject[relation], graph.object[relation]]);
  const written =
    quote === undefined ? cutByMentions(notes.text[note], notes.mentions[note], start, start + length, (e) => ends.has(e)) : [{ text: quote, entity: -1 }];
  const words = h("blockquote", null, ...readPieces(written).map((piece) => (piece.entity < 0 ? piece.text : h("mark", { text: piece.text }))));
  const lines = further ? `${line}–${line + further}` : `${line}`;
  const source = h("p.source", null, h("button", { type: "button", text: `${graph.notes[note].path}:${lines}`, onclick: () => doors.read(note, line, further) }));
  if (talk >= 0) source.append(" in ", h("button", { type: "button", text: graph.label[talk], onclick: () => doors.select(talk) }));
  const rules = graph.rule[relation].map((rule) => graph.rules[rule]);
  if (rules.length) source.append(` · ${rules.length === 1 ? "rule" : "rules"} ${rules.join(", ")}`);
  return h("div.evidence", null, words, source);
}
