// The search field: a combobox over the index (arrow keys, Enter, Esc; `/` from anywhere puts the cursor into it).

import { classOf } from "./data.js";
import { announce, byId, formatCount, h } from "./dom.js";
import { shapeIcon } from "./icons.js";
import { buildIndex, search } from "./search.js";

/**
 * @param {import("./data.js").Graph} graph
 * @param {(entity: number) => void} onChoose
 */
export function createSearchBox(graph, onChoose) {
  const input = byId("search-input");
  const list = byId("search-list");
  const index = buildIndex(graph);
  /** @type {import("./search.js").Hit[]} */
  let hits = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {number} next */
  const activate = (next) => {
    active = next;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === next)));
    const chosen = list.children[next];
    if (!chosen) return;
    input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  };
  /** @param {number} which */
  const choose = (which) => {
    const hit = hits[which];
    if (!hit) return;
    input.value = "";
    close();
    // On the graph the keys go on from here.
    byId("canvas").focus();
    onChoose(hit.entity);
  };
  const update = () => {
    hits = search(index, graph, input.value);
    const typed = input.value.trim() !== "";
    list.replaceChildren(...hits.map((hit, i) => toOption(graph, hit, i, () => choose(i))));
    if (typed && !hits.length) list.append(h("li.none", { text: "Nothing has this name", role: "option", "aria-disabled": "true", "aria-selected": "false" }));
    list.hidden = !typed;
    input.setAttribute("aria-expanded", String(typed));
    input.removeAttribute("aria-activedescendant");
    if (typed) announce(formatCount(hits.length, "name found", "names found"));
    if (hits.length) activate(0);
  };

  input.addEventListener("input", update);
  input.addEventListener("focus", () => input.value && update());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) activate((active + step + hits.length) % hits.length);
    else if (event.key === "Enter") choose(active);
    else if (event.key === "Escape") {
      if (list.hidden) input.blur();
      input.value = "";
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/** @param {EventTarget | null} target */
export function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/**
 * @param {import("./data.js").Graph} graph
 * @param {import("./search.js").Hit} hit
 * @param {number} place
 * @param {() => void} onChoose
 */
function toOption(graph, hit, place, onChoose) {
  const { name, from, length } = hit;
  const found = h("span.found", null, from < 0 ? name : name.slice(0, from), length > 0 && h("mark", { text: name.slice(from, from + length) }), from < 0 ? "" : name.slice(from + length));
  if (hit.isAlias) found.append(h("span.soft", { text: ` – ${graph.label[hit.entity]}` }));
  const cls = classOf(graph, hit.entity);
  const isKnown = !graph.named[hit.entity];
  const what = h("span.soft", { text: isKnown ? `${cls.label}, in no note` : cls.label });
  const item = h("li", { role: "option", id: `found-${place}`, "aria-selected": "false" }, shapeIcon(cls, isKnown), found, what);
  // `mousedown`, because the field's blur would close the list before a click arrives.
  item.addEventListener("mousedown", (/** @type {MouseEvent} */ event) => {
    event.preventDefault();
    onChoose();
  });
  return item;
}
