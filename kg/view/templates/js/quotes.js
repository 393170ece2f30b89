// Quotes as a reader wants to see them: without what Markdown writes around words. The data keeps them as they stand in the
// notes; kg/graph/quotes.py does the same for terminals.

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

/** @typedef {{text: string, at: number[]}} Line `at` says for each unit of the text where it stood */

/**
 * Write a text in one line without its Markdown, also where a mark begins before it or ends behind it.
 * @param {string} raw
 * @returns {Line}
 */
export function readLine(raw) {
  let line = squeeze(raw);
  for (const mark of MARKS) line = takeOff(line, mark);
  const from = line.text.length - line.text.trimStart().length;
  return keep(line, [[from, line.text.trimEnd().length]]);
}

/**
 * @param {string} raw
 * @returns {Line} each stretch of white space as one blank, none at the ends
 */
function squeeze(raw) {
  let text = "";
  const at = [];
  for (const word of raw.matchAll(/\S+/g)) {
    if (text) {
      text += " ";
      at.push(word.index - 1);
    }
    text += word[0];
    for (let i = 0; i < word[0].length; i++) at.push(word.index + i);
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
