// The editor's looks: only custom properties of the page, so that it follows the page's tokens in light and dark.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Theme } from "./types";

/** A token of the page, or a colour that serves without it. */
function token(name: string, light: string, dark: string): string {
  return `var(--${name}, light-dark(${light}, ${dark}))`;
}

const surface = token("surface-1", "#ffffff", "#16181d");
const raised = token("surface-2", "#f4f5f8", "#1e2128");
const text = token("text-1", "#1c2024", "#edeef0");
const quiet = token("text-3", "#6b7280", "#8b93a1");
const border = token("line-1", "#dfe2e8", "#2f343e");
const accent = token("accent", "#4f46e5", "#8b85ff");
const selection = token("accent-soft", "#dcdcfb", "#35346a");
const error = token("bad", "#c62a2f", "#ff7b7f");
const warning = token("warn", "#ad5700", "#f5a94c");

const look = EditorView.theme({
  "&": { height: "100%", color: text, backgroundColor: surface, fontSize: "12px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace)", lineHeight: "1.6" },
  ".cm-content": { caretColor: text, padding: "8px 0" },
  ".cm-line": { padding: "0 12px 0 4px" },
  ".cm-cursor": { borderLeftColor: text, borderLeftWidth: "1.5px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: selection },
  ".cm-activeLine": { backgroundColor: `color-mix(in srgb, ${accent} 6%, transparent)` },
  ".cm-gutters": { backgroundColor: surface, color: quiet, border: "none", userSelect: "none" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: text },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 10px", fontVariantNumeric: "tabular-nums" },
  ".cm-foldGutter .cm-gutterElement": { color: quiet, cursor: "pointer", padding: "0 4px" },
  ".cm-foldPlaceholder": { background: raised, border: `1px solid ${border}`, color: quiet, padding: "0 6px", borderRadius: "4px" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: `color-mix(in srgb, ${accent} 20%, transparent)`, outline: "none" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: `color-mix(in srgb, ${error} 20%, transparent)` },
  ".cm-searchMatch": { backgroundColor: `color-mix(in srgb, ${warning} 30%, transparent)` },
  ".cm-searchMatch-selected": { backgroundColor: `color-mix(in srgb, ${warning} 60%, transparent)` },
  ".cm-selectionMatch": { backgroundColor: `color-mix(in srgb, ${accent} 12%, transparent)` },
});

const panels = EditorView.theme({
  ".cm-panels": { backgroundColor: raised, color: text, fontFamily: "var(--font, system-ui, sans-serif)" },
  ".cm-panels-top": { borderBottom: `1px solid ${border}` },
  ".cm-panels-bottom": { borderTop: `1px solid ${border}` },
  ".cm-panel.cm-search": { padding: "8px 28px 8px 12px", fontSize: "12px" },
  ".cm-panel.cm-search label": { fontSize: "12px", marginLeft: "4px" },
  ".cm-panel.cm-search input[type=checkbox]": { accentColor: accent, verticalAlign: "-2px", marginRight: "4px" },
  ".cm-textfield": { background: surface, color: text, border: `1px solid ${border}`, borderRadius: "6px", padding: "4px 8px", fontSize: "12px" },
  ".cm-button": { background: surface, color: text, border: `1px solid ${border}`, borderRadius: "6px", padding: "4px 10px", fontSize: "12px" },
  ".cm-button:active": { background: raised },
  ".cm-textfield:focus-visible, .cm-button:focus-visible": { outline: `2px solid ${accent}`, outlineOffset: "1px" },
  ".cm-panel [name=close]": { color: quiet, fontSize: "16px", right: "8px", top: "4px" },
  ".cm-tooltip": { background: raised, color: text, border: `1px solid ${border}`, borderRadius: "8px", overflow: "hidden" },
  ".cm-diagnostic": { padding: "6px 12px", fontFamily: "var(--font, system-ui, sans-serif)", fontSize: "12px", maxWidth: "420px", border: "none" },
  ".cm-diagnostic + .cm-diagnostic": { borderTop: `1px solid ${border}` },
  ".cm-diagnostic-error": { borderLeft: `3px solid ${error}` },
  ".cm-diagnostic-warning": { borderLeft: `3px solid ${warning}` },
  ".cm-diagnostic-info, .cm-diagnostic-hint": { borderLeft: `3px solid ${accent}` },
  ".cm-diagnostic-help": { color: quiet, marginTop: "2px" },
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0", textDecoration: "underline wavy", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecorationColor: error },
  ".cm-lintRange-warning": { textDecorationColor: warning },
  ".cm-lintRange-info, .cm-lintRange-hint": { textDecorationColor: accent },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0", display: "flex", alignItems: "center", justifyContent: "center" },
  ".cm-lint-marker": { content: "none", width: "8px", height: "8px", borderRadius: "50%" },
  ".cm-lint-marker-error": { background: error },
  ".cm-lint-marker-warning": { background: warning },
  ".cm-lint-marker-info, .cm-lint-marker-hint": { background: accent },
});

const words = EditorView.theme({
  ".cm-chosen": { backgroundColor: `color-mix(in srgb, ${accent} 5%, transparent)`, boxShadow: `inset 2px 0 0 ${accent}` },
  ".cm-words": { padding: "6px 12px", maxWidth: "420px", fontFamily: "var(--font, system-ui, sans-serif)", fontSize: "12px" },
  ".cm-words-title": { fontFamily: "var(--mono, monospace)" },
  ".cm-words-text": { color: quiet },
  ".cm-words-detail": { fontFamily: "var(--mono, monospace)", color: quiet },
  // What a proposal is about stands beside the list.
  ".cm-tooltip.cm-tooltip-autocomplete": { overflow: "visible" },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono, monospace)", fontSize: "12px", maxHeight: "220px" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", display: "flex", gap: "12px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: selection, color: text },
  ".cm-completionDetail": { marginLeft: "auto", color: quiet, fontStyle: "normal", maxWidth: "220px", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  ".cm-completionInfo": { padding: "6px 10px", maxWidth: "280px", fontFamily: "var(--font, system-ui, sans-serif)", fontSize: "12px" },
  ".cm-diagnosticAction": { background: surface, color: text, border: `1px solid ${border}`, borderRadius: "5px", padding: "2px 8px", marginLeft: "0", marginTop: "4px", fontSize: "12px", cursor: "pointer" },
  ".cm-ink-variable, .cm-ink-variable *": { color: token("kind-task", "#2259a8", "#8fbcff") },
  ".cm-ink-function, .cm-ink-function *, .cm-ink-word, .cm-ink-word *": { color: token("json-word", "#8a2fa3", "#dda2ee") },
  ".cm-ink-number, .cm-ink-number *": { color: token("json-number", "#9a4a00", "#f0b177") },
  ".cm-ink-name, .cm-ink-name *": { color: text },
  ".cm-ink-mark, .cm-ink-mark *": { color: quiet },
});

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: token("json-key", "#3a3fa8", "#aab4ff") },
  { tag: tags.string, color: token("json-string", "#1b6e4a", "#8fd6b0") },
  { tag: tags.number, color: token("json-number", "#9a4a00", "#f0b177") },
  { tag: [tags.bool, tags.null, tags.keyword], color: token("json-word", "#8a2fa3", "#dda2ee") },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: quiet },
  { tag: tags.comment, color: quiet, fontStyle: "italic" },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: token("json-word", "#8a2fa3", "#dda2ee") },
  { tag: tags.invalid, color: error },
]);

/** Everything about looks that does not change. */
export const theme: Extension = [look, panels, words, syntaxHighlighting(highlight)];

/** What differs between light and dark. */
export function scheme(name: Theme): Extension {
  return EditorView.theme({ "&": { colorScheme: name } }, { dark: name === "dark" });
}
