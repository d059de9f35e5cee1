// Undo and redo belong to the document, which knows every edit, not only those of the text: they are passed on.
import { Prec, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export function forwardHistory(onUndo: () => void, onRedo: () => void): Extension {
  const pass = (event: Event, action: () => void) => {
    event.preventDefault();
    event.stopPropagation();
    action();
    return true;
  };
  return Prec.highest(
    EditorView.domEventHandlers({
      // Not a keymap: there Shift is lost when the key's name does not show it, as under caps lock.
      keydown(event) {
        if (isUndo(event)) return pass(event, onUndo);
        return isRedo(event) && pass(event, onRedo);
      },
      // The browser's own menu entries.
      beforeinput(event) {
        if (event.inputType === "historyUndo") return pass(event, onUndo);
        return event.inputType === "historyRedo" && pass(event, onRedo);
      },
    }),
  );
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

function isUndo(event: KeyboardEvent): boolean {
  return hasModifier(event) && !event.shiftKey && event.key.toLowerCase() === "z";
}

function isRedo(event: KeyboardEvent): boolean {
  return hasModifier(event) && event.key.toLowerCase() === (event.shiftKey ? "z" : "y");
}

function hasModifier(event: KeyboardEvent): boolean {
  return (isMac ? event.metaKey : event.ctrlKey) && !event.altKey;
}
