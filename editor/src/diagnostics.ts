// Problems found by the page, shown in the text and in the gutter.
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { EditorState, Extension, TransactionSpec } from "@codemirror/state";
import type { EditorDiagnostic } from "./types";

export const diagnosticsGutter: Extension = lintGutter();

/** Replaces all shown problems. Ranges outside the text, which may have moved on since, are clipped to it. */
export function showDiagnostics(state: EditorState, diagnostics: EditorDiagnostic[], onFix?: (index: number) => void): TransactionSpec {
  const end = state.doc.length;
  const clip = (offset: number) => Math.max(0, Math.min(offset, end));
  const shown = diagnostics.map((diagnostic): Diagnostic => {
    const from = clip(diagnostic.from);
    return {
      from,
      to: Math.max(from, clip(diagnostic.to)),
      severity: diagnostic.severity,
      message: diagnostic.message,
      renderMessage: () => rendered(diagnostic),
      ...(diagnostic.fix && diagnostic.index !== undefined
        ? { actions: [{ name: diagnostic.fix, apply: () => onFix?.(diagnostic.index ?? 0) }] }
        : {}),
    };
  });
  return setDiagnostics(state, shown);
}

function rendered(diagnostic: EditorDiagnostic): Node {
  const element = document.createElement("div");
  element.append(line("cm-diagnostic-message", diagnostic.message));
  if (diagnostic.help) element.append(line("cm-diagnostic-help", diagnostic.help));
  return element;
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  element.textContent = text;
  return element;
}
