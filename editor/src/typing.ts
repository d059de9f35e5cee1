// Typing over several lines, done by the editor rather than by the browser: Chromium styles what it joins, of which the page's
// Content-Security-Policy complains.
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export const typesOverLines: Extension = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { ranges, main } = view.state.selection;
    if (event.inputType !== "insertText" || !event.data || view.state.readOnly || view.composing || ranges.length > 1) return false;
    if (view.state.doc.lineAt(main.from).to >= main.to) return false;
    const text = event.data;
    const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
    // What listens for typed text, as the brackets do, may do something else with it.
    const taken = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, main.from, main.to, text, insert));
    if (!taken) view.dispatch(insert());
    return true;
  },
});
