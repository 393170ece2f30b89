// Quotes as a reader wants to see them: without what Markdown and HTML write around words. The data keeps them as they stand
// in the notes; kg/graph/quotes.py does the same for terminals.

const BLOCKS =
  "address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr" +
  "|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul";
const INLINES =
  "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strike|strong" +
  "|sub|sup|time|tt|u|var|wbr";
const ATTRIBUTES = `(?=[\\s/>])(?:[^<>"']|"[^"]*"|'[^']*')*`;

/** What HTML writes around and for words. Names in angle brackets that are no elements, such as `Vec<T>`, are words. */
const HTML = new RegExp(
  [
    "(?<!`)(?<ticks>`+)(?!`)(?<code>[^]*?[^`])\\k<ticks>(?!`)", // where a tag is written to be read
    `(?<blank><!-{2}[^<>]*-->|(?<!\\\\)</?(?:${BLOCKS})${ATTRIBUTES}>)`,
    `(?<!\\\\)</?(?:${INLINES})${ATTRIBUTES}>`,
    `(?<!\\\\)<(?:${BLOCKS}|${INLINES})\\s+[\\w-]+\\s*=[^<>]*$`, // a tag that ends after the quote
    `^[^<>]*="[^"<>]*"\\s*/?>`, // one that began before it
    "&(?:(?<name>amp|apos|gt|hellip|ldquo|lsquo|lt|mdash|nbsp|ndash|quot|rdquo|rsquo)|#(?<number>[0-9]{2,7}));",
  ].join("|"),
  "gi",
);

/** @type {Record<string, string>} */
const CHARACTERS = {
  amp: "&", apos: "'", gt: ">", hellip: "…", ldquo: "“", lsquo: "‘", lt: "<", mdash: "—", nbsp: " ", ndash: "–", quot: '"', rdquo: "”", rsquo: "’",
};

const WORD = "[\\p{L}\\p{N}_]";

/** @type {RegExp[]} what Markdown writes, its first group is what remains; in the order in which it is taken off */
const MARKS = [
  /\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/dgu, // wiki-links
  /!?\[([^[\]]*)\](?:\([^()\s]*(?:\s"[^"]*")?\)|\[[^[\]]*\])/dgu, // links, pictures
  /^([^[\]]*)\]\]?(?:\([^()\s]*\)|\[[^[\]]*\])?/dgu, // a link that began before the quote
  /!?\[\[?([^[\]]*)(?:\]\([^()\s]*)?$/dgu, // one that ends after it
  /<(https?:\/\/[^<>\s]*)>/dgu,
  /^\s*(?:#{1,6}|>|[-*+])\s+(?:\[[ xX]\]\s+)?/dgu, // headings, quotations, list items
  /\s+#+$/dgu,
  /\*\*|__|~~|`+/dgu,
  new RegExp(`(?<!${WORD}|\\\\)[*_](?=${WORD})|(?<=${WORD})[*_](?!${WORD})`, "dgu"), // emphasis, but not snake_case
  /\\([\\`*_{}[\]()#+.!|<>~-])/dgu,
];

const SIGNS = "\\`*_{}[]()#+.!|<>~-&\"=";

/**
 * Signs in code are words: until all marks are off, characters that no text may have stand for them.
 * @param {string} code
 */
const hideSigns = (code) => code.replace(/[^]/g, (char) => (SIGNS.includes(char) ? String.fromCharCode(0xfdd0 + SIGNS.indexOf(char)) : char));

/** @param {string} text */
const showSigns = (text) => text.replace(/[\ufdd0-\ufdef]/g, (char) => SIGNS[char.charCodeAt(0) - 0xfdd0] ?? char);

/** @typedef {{text: string, at: number[]}} Line `at` says for each unit of the text where it stood */

/**
 * Write a text in one line without its Markdown and HTML, also where a mark begins before it or ends behind it.
 * @param {string} raw
 * @returns {Line}
 */
export function readLine(raw) {
  let line = squeeze(readHtml(raw));
  for (const mark of MARKS) line = takeOff(line, mark);
  const from = line.text.length - line.text.trimStart().length;
  const { text, at } = keep(line, [[from, line.text.trimEnd().length]]);
  return { text: showSigns(text), at };
}

/**
 * @param {string} raw
 * @returns {Line} with a blank for what begins or ends a block, and nothing for what is within a line
 */
function readHtml(raw) {
  let text = "";
  /** @type {number[]} */
  const at = [];
  /** @type {(shown: string, from: number, isVerbatim: boolean) => void} */
  const add = (shown, from, isVerbatim) => {
    text += shown;
    for (let i = 0; i < shown.length; i++) at.push(isVerbatim ? from + i : from);
  };
  let from = 0;
  for (const match of raw.matchAll(HTML)) {
    add(raw.slice(from, match.index), from, true);
    const { ticks, code, blank, name, number } = match.groups ?? {};
    if (code) {
      const isPadded = code.startsWith(" ") && code.endsWith(" ") && code.trim() !== "";
      add(hideSigns(isPadded ? code.slice(1, -1) : code), match.index + ticks.length + Number(isPadded), true);
    }
    else if (name) add(CHARACTERS[name.toLowerCase()], match.index, false);
    else if (number) add(isShown(Number(number)) ? String.fromCodePoint(Number(number)) : match[0], match.index, !isShown(Number(number)));
    else if (blank) add(" ", match.index, false);
    from = match.index + match[0].length;
  }
  add(raw.slice(from), from, true);
  return { text, at };
}

/**
 * @param {number} code
 * @returns {boolean} whether it stands for a character, and not for one that steers
 */
function isShown(code) {
  const isPlain = (code >= 32 && code < 127) || (code >= 160 && code < 0xd800) || (code >= 0xe000 && code <= 0x10ffff);
  return isPlain && !/[\p{Cf}\p{Zl}\p{Zp}]/u.test(String.fromCodePoint(code));
}

/**
 * @param {Line} line
 * @returns {Line} each stretch of white space as one blank, none at the ends
 */
function squeeze(line) {
  let text = "";
  const at = [];
  for (const word of line.text.matchAll(/\S+/g)) {
    if (text) {
      text += " ";
      at.push(line.at[word.index - 1]);
    }
    text += word[0];
    for (let i = 0; i < word[0].length; i++) at.push(line.at[word.index + i]);
  }
  return { text, at };
}

/**
 * @param {Line} line
 * @param {RegExp} mark
 * @returns {Line}
 */
function takeOff(line, mark) {
  /** @type {[number, number][]} */
  const kept = [];
  let from = 0;
  for (const match of line.text.matchAll(mark)) {
    kept.push([from, match.index]);
    const rest = match.indices?.[1];
    if (rest) kept.push(rest);
    from = match.index + match[0].length;
  }
  return from ? keep(line, [...kept, [from, line.text.length]]) : line;
}

/**
 * @param {Line} line
 * @param {[number, number][]} parts
 * @returns {Line}
 */
function keep({ text, at }, parts) {
  return { text: parts.map(([from, to]) => text.slice(from, to)).join(""), at: parts.flatMap(([from, to]) => at.slice(from, to)) };
}

/**
 * Cut a passage into pieces as it is read, those that name one of the wanted entities marked with it.
 * @param {{text: string, entity: number}[]} pieces of the passage as it is written (see `cutByMentions`)
 * @returns {{text: string, entity: number}[]}
 */
export function readPieces(pieces) {
  const entityAt = pieces.flatMap(({ text, entity }) => new Array(text.length).fill(entity));
  const { text, at } = readLine(pieces.map((piece) => piece.text).join(""));
  /** @type {{text: string, entity: number}[]} */
  const read = [];
  for (let i = 0; i < text.length; i++) {
    const entity = entityAt[at[i]];
    const last = read.at(-1);
    if (last && last.entity === entity) last.text += text[i];
    else read.push({ text: text[i], entity });
  }
  return read;
}
