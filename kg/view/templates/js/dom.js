// Elements, made without ever parsing a string as HTML: text is text.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. Children that are strings become text nodes; null and false are left out.
 * @param {string} tag may carry classes: `div.fact`
 * @param {Record<string, any> | null} [props] attributes, `on…` listeners, `text` for textContent
 * @param {...(Node | string | null | false | undefined)} children
 * @returns {any} the element; `any` because callers know its tag
 */
export function h(tag, props, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  setProps(element, props ?? {});
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/**
 * @param {Element} element
 * @param {Record<string, any>} props
 */
function setProps(element, props) {
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "text") element.textContent = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
}

/**
 * Make an SVG element.
 * @param {string} tag
 * @param {Record<string, any>} props
 * @param {...Node} children
 * @returns {SVGElement}
 */
export function svg(tag, props, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  setProps(element, props);
  element.append(...children);
  return element;
}

/**
 * An icon drawn with lines on a field of 20 by 20.
 * @param {string} path
 */
export function icon(path) {
  return svg("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" }, svg("path", { d: path }));
}

/**
 * @param {string} id
 * @returns {any} the element with this id, which the template holds
 */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * A link to an outside page, or plain text when its address is none that a click should follow.
 * @param {string} address
 */
export function outsideLink(address) {
  const url = parseWebAddress(address);
  if (!url) return document.createTextNode(address);
  const shown = address.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
  return h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", text: shown });
}

/**
 * @param {string} address
 * @returns {URL | null} null for everything but http and https
 */
export function parseWebAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}

/** @param {string} text tell people who do not see the page */
export function announce(text) {
  byId("announce").textContent = text;
}

/**
 * Rebuild a part of the page without taking the focus from whom it helps: it goes to the new element with the same `data-id`.
 * @param {Element} container
 * @param {() => void} rebuild
 */
export function keepFocus(container, rebuild) {
  const held = document.activeElement;
  const id = held && container.contains(held) ? held.getAttribute("data-id") : null;
  rebuild();
  if (id !== null) /** @type {HTMLElement | null} */ (container.querySelector(`[data-id="${CSS.escape(id)}"]`))?.focus();
}

const grouped = new Intl.NumberFormat("en");

/** @param {number} number */
export function formatNumber(number) {
  return grouped.format(number);
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function formatCount(count, one, many) {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
