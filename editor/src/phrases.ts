// The words of CodeMirror's own controls, as the page writes words.
import { EditorState, type Extension } from "@codemirror/state";

export const phrases: Extension = EditorState.phrases.of({
  all: "Select all",
  "by word": "Whole word",
  close: "Close",
  "match case": "Match case",
  next: "Next",
  previous: "Previous",
  regexp: "Pattern",
  replace: "Replace",
  "replace all": "Replace all",
});
