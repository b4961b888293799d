// The editor: CodeMirror with SPARQL, in a shadow tree, so that the policy of the page need not allow its styles.

import {
  EditorState, EditorView, HighlightStyle, StreamLanguage, autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap,
  completionKeymap, defaultKeymap, drawSelection, highlightSpecialChars, history, historyKeymap, insertBracket, keymap, lineNumbers,
  sparql, syntaxHighlighting, tags,
} from "../vendor/codemirror.js";

const LOOKS = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--rule)", borderRadius: ".5rem" },
  "&.cm-focused": { outline: ".15rem solid var(--accent)", outlineOffset: ".1rem" },
  ".cm-scroller": { fontSize: ".8125rem", fontFamily: "var(--mono)", lineHeight: "1.55", maxHeight: "28rem" },
  ".cm-content": { padding: ".75rem 0", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "0", paddingLeft: ".4rem" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--marked)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--rule)", borderRadius: ".35rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "15rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
});
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.atom, tags.propertyName], color: "var(--code-term)" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--code-literal)" },
  { tag: [tags.variableName, tags.local(tags.variableName)], color: "var(--code-variable)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

// When text replaces a selection of several colours, Chromium writes style attributes, which the policy of the page blocks and reports.
const REPLACING = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || !event.data || view.composing || view.state.selection.main.empty) return false;
    const replaced = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    view.dispatch(insertBracket(view.state, event.data) ?? replaced());
    event.preventDefault();
    return true;
  },
});

export class Editor {
  // `run` is called on Ctrl+Enter, `changed` when the text changes; `label` is the accessible name.
  constructor(place, { label, run, changed, complete }) {
    const root = place.attachShadow({ mode: "open" });
    const extensions = [
      lineNumbers(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), closeBrackets(),
      StreamLanguage.define(sparql), syntaxHighlighting(COLOURS), LOOKS, EditorView.lineWrapping, REPLACING,
      autocompletion({ override: [complete], icons: false }),
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
      EditorView.updateListener.of(({ docChanged }) => docChanged && changed()),
      keymap.of([
        { key: "Mod-Enter", run: () => (run(), true) }, ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap,
      ]),
    ];
    this.extensions = extensions;
    this.view = new EditorView({ state: EditorState.create({ extensions }), parent: root, root });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  set text(text) {
    if (text !== this.text) this.view.setState(EditorState.create({ doc: text, extensions: this.extensions }));
  }
}
