// The text editor: CodeMirror in a shadow root, so that its style sheets pass a strict Content-Security-Policy.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import {
  Annotation,
  type ChangeSpec,
  Compartment,
  EditorSelection,
  EditorState,
  type Extension,
  type SelectionRange,
  type StateEffect,
} from "@codemirror/state";
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
  type ViewUpdate,
} from "@codemirror/view";
import { assist } from "./assist";
import { replacement } from "./changes";
import { diagnosticsGutter, showDiagnostics } from "./diagnostics";
import { embedded, mark, setMark } from "./embedded";
import { forwardHistory } from "./history";
import { language } from "./language";
import { heardUntilEnd } from "./listeners";
import { phrases } from "./phrases";
import { scheme, theme } from "./theme";
import type { EditorDiagnostic, EditorHandle, EditorOptions, LanguageName, TextChange, Theme } from "./types";
import { typesOverLines } from "./typing";

export type { EditorDiagnostic, EditorHandle, EditorOptions, TextChange } from "./types";

/** Marks what the page did, so that it is not told of it. */
const fromPage = Annotation.define<true>();

/** Puts an editor into `parent`, which must have no shadow root of another kind. */
export function mount(parent: HTMLElement, given: EditorOptions): EditorHandle {
  const { options, end } = heardUntilEnd(given);
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
  const languages = new Compartment();
  const schemes = new Compartment();
  const access = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    doc: options.text,
    extensions: [
      options.ownHistory ? [history(), keymap.of(historyKeymap)] : forwardHistory(() => options.onUndo?.(), () => options.onRedo?.()),
      typesOverLines,
      options.gutters === false ? [] : [diagnosticsGutter, lineNumbers(), highlightActiveLineGutter(), foldGutter()],
      assist(options),
      embedded(options),
      mark,
      basics,
      theme,
      languages.of(language(options.language ?? "json")),
      schemes.of(scheme(options.theme ?? "light")),
      access.of(EditorState.readOnly.of(options.readOnly ?? false)),
      EditorView.contentAttributes.of({ "aria-label": options.label ?? "Definition", tabindex: "0" }),
      EditorView.updateListener.of((update) => report(update, options)),
      EditorView.domEventHandlers({ blur: () => void options.onBlur?.() }),
    ],
  });
  /** Changes the text for the page; what is selected stays on what it was on. */
  const change = (changes: ChangeSpec) => {
    const set = view.state.changes(changes);
    // Both ends of a range go the same way: left to itself, the editor turns a range inside of what is replaced around.
    const map = (range: SelectionRange) => EditorSelection.range(set.mapPos(range.anchor, -1), set.mapPos(range.head, -1));
    const { ranges, mainIndex } = view.state.selection;
    view.dispatch({ changes: set, selection: EditorSelection.create(ranges.map(map), mainIndex), annotations: fromPage.of(true) });
  };
  const clip = (offset: number) => Math.max(0, Math.min(offset, view.state.doc.length));
  const select = (from: number, to: number) => EditorSelection.single(clip(Math.min(from, to)), clip(Math.max(from, to)));

  return {
    setText(text: string) {
      const difference = replacement(view.state.doc.toString(), text);
      if (difference) change(difference);
    },
    applyChanges(changes: TextChange[], length: number) {
      // A text of another length is not the one that the changes are meant for.
      const fits = changes.every(({ from, to }) => from <= to && to <= view.state.doc.length);
      if (fits) change(changes);
      return fits && view.state.doc.length === length;
    },
    getText: () => view.state.doc.toString(),
    setDiagnostics(diagnostics: EditorDiagnostic[]) {
      view.dispatch(showDiagnostics(view.state, diagnostics, options.onFix));
    },
    reveal(from: number, to: number) {
      const selection = select(from, to);
      const effects = EditorView.scrollIntoView(selection.main, { y: "center" });
      view.dispatch({ selection, effects, annotations: fromPage.of(true) });
    },
    setMark(from: number, to: number, show: boolean) {
      const range = from < to ? { from: clip(from), to: clip(to) } : null;
      const effects: StateEffect<unknown>[] = [setMark.of(range)];
      const seen = view.visibleRanges.some((visible) => range && visible.from <= range.from && range.from < visible.to);
      if (range && show && !seen) effects.push(EditorView.scrollIntoView(range.from, { y: "start", yMargin: 40 }));
      view.dispatch({ effects });
    },
    setSelection(from: number, to: number) {
      view.dispatch({ selection: select(from, to), annotations: fromPage.of(true) });
    },
    setTheme(name: Theme) {
      view.dispatch({ effects: schemes.reconfigure(scheme(name)) });
    },
    setLanguage(name: LanguageName) {
      view.dispatch({ effects: languages.reconfigure(language(name)) });
    },
    setReadOnly(readOnly: boolean) {
      view.dispatch({ effects: access.reconfigure(EditorState.readOnly.of(readOnly)) });
    },
    focus: () => view.focus(),
    destroy() {
      end();
      view.destroy();
    },
  };
}

const basics: Extension = [
  // The text is the document, byte for byte: only "\n" ends a line here, and "\r" stays a character of its line.
  EditorState.lineSeparator.of("\n"),
  highlightSpecialChars({ specialChars: /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202d\u202e\u2066\u2067\u2069\ufeff\ufff9-\ufffc]/g }),
  EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, "\n")),
  indentUnit.of("  "),
  drawSelection(),
  dropCursor(),
  EditorState.allowMultipleSelections.of(true),
  rectangularSelection(),
  crosshairCursor(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  search({ top: true }),
  phrases,
  // Tab indents; Escape, then Tab, leaves the editor.
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...foldKeymap, indentWithTab]),
];

/** Tells the page what the user did. */
function report(update: ViewUpdate, options: EditorOptions): void {
  const byUser = update.transactions.some(
    (transaction) => (transaction.docChanged || transaction.selection) && !transaction.annotation(fromPage),
  );
  if (!byUser) return;
  if (update.docChanged) {
    const changes: TextChange[] = [];
    update.changes.iterChanges((from, to, _fromNew, _toNew, insert) => {
      changes.push({ from, to, insert: insert.toString() });
    });
    options.onChange?.(changes);
  }
  if (update.selectionSet || update.docChanged) {
    const { from, to } = update.state.selection.main;
    options.onSelection?.(from, to);
  }
}
