// The query editor: CodeMirror 6 with SPARQL, in a shadow root, where its styles need no exception from the policy.
// Fails to load where the package was built without CodeMirror; the page then keeps its text field.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "./codemirror/codemirror-autocomplete.js";
import { defaultKeymap, history, historyKeymap } from "./codemirror/codemirror-commands.js";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting, syntaxTree } from "./codemirror/codemirror-language.js";
import { sparql } from "./codemirror/codemirror-legacy-modes.js";
import { lintGutter, setDiagnostics } from "./codemirror/codemirror-lint.js";
import { Compartment, EditorState } from "./codemirror/codemirror-state.js";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "./codemirror/codemirror-view.js";
import { tags } from "./codemirror/lezer-highlight.js";
import { complete } from "./completion.js";

const COLORS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.standard(tags.variableName), color: "var(--accent)" },
  { tag: tags.local(tags.variableName), color: "var(--code-variable)" },
  { tag: tags.atom, color: "var(--code-name)" },
  { tag: [tags.string, tags.meta], color: "var(--code-text)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--raise)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "8px", fontSize: "14px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--code-font)", lineHeight: "1.5", minHeight: "190px", maxHeight: "60vh", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--hover) 60%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--mark) !important" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)" },
  ".cm-tooltip": { backgroundColor: "var(--raise)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { fontFamily: "var(--code-font)", padding: "2px 8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--accent-ink)" },
  ".cm-completionDetail": { color: "inherit", fontStyle: "normal", opacity: "0.75" },
  ".cm-completionInfo": { maxWidth: "320px" },
  ".cm-diagnostic": { whiteSpace: "pre-wrap" },
});

/** Put an editor into an element; gives what the page does with it. */
export function makeEditor(host, { text, words, run }) {
  const root = host.attachShadow({ mode: "open" });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = new Compartment();
  const running = { run: () => (run(), true), preventDefault: true };
  const state = EditorState.create({
    doc: text,
    extensions: [
      keymap.of([{ key: "Ctrl-Enter", ...running }, { key: "Mod-Enter", ...running }]),
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      bracketMatching(),
      closeBrackets(),
      EditorState.tabSize.of(2),
      EditorView.lineWrapping,
      EditorView.domEventHandlers({ beforeinput: overwrite }),
      StreamLanguage.define(sparql),
      syntaxHighlighting(COLORS),
      autocompletion({ override: [(context) => complete(context, find(context), words)], icons: false }),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
      EditorView.contentAttributes.of({ "aria-label": "SPARQL", "aria-describedby": "hint" }),
      theme.of(EditorView.darkTheme.of(dark.matches)),
      LOOK,
    ],
  });
  const view = new EditorView({ state, parent: root, root });
  dark.addEventListener("change", () => view.dispatch({ effects: theme.reconfigure(EditorView.darkTheme.of(dark.matches)) }));
  return {
    getText: () => view.state.doc.toString(),
    setText(fresh) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: fresh }, selection: { anchor: 0 } });
      view.dispatch(setDiagnostics(view.state, []));
    },
    markError: (line, column, message) => mark(view, line, column, message),
    clearError: () => view.dispatch(setDiagnostics(view.state, [])),
    focus: () => view.focus(),
  };
}

/**
 * Replace a selection ourselves: the browser would keep the look of what it replaces as a style in the markup, which the
 * policy refuses. Brackets and quotes are left to CodeMirror, which puts them around.
 */
function overwrite(event, view) {
  const plain = event.inputType === "insertText" && !event.isComposing && event.data && !/^[([{"'`]$/.test(event.data);
  if (!plain || view.state.selection.main.empty) return false;
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** What the cursor stands in: text and comments get no suggestions. */
function find(context) {
  return syntaxTree(context.state).resolveInner(context.pos, -1).name;
}

function mark(view, number, column, message) {
  const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
  let from = Math.min(line.from + column - 1, line.to);
  if (from === line.to && from > line.from) from -= 1; // behind the last character nothing can be underlined
  const word = /^[\w:.?$-]+/.exec(view.state.sliceDoc(from, line.to));
  const to = Math.min(from + Math.max(word ? word[0].length : 1, 1), line.to);
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  view.dispatch(setDiagnostics(view.state, [{ from, to, severity: "error", message }]));
  view.focus();
}
