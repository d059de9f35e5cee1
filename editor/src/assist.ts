// Completion and documentation: the page knows what may be written and what it means; the editor shows it.
import { autocompletion, completionKeymap, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { type Extension, Prec } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, type Tooltip } from "@codemirror/view";
import type { EditorOptions, Proposals } from "./types";

export function assist(options: EditorOptions): Extension {
  return [
    autocompletion({ override: [(context) => proposals(context, options)], icons: false, maxRenderedOptions: 60 }),
    Prec.high(keymap.of(completionKeymap)),
    hoverTooltip((view, at) => words(view, at, options), { hoverTime: 250 }),
  ];
}

function proposals(context: CompletionContext, options: EditorOptions): CompletionResult | null {
  const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
  // While nothing is asked for, only what is begun is completed.
  if (!context.explicit && !/[\w$."{]/.test(before)) return null;
  const found = options.onComplete?.(context.pos) as Proposals | undefined;
  if (!found || found.items.length === 0) return null;
  const item = ({ label, detail, info, insert, kind }: Proposals["items"][number], index: number): Completion => ({
    label,
    detail,
    type: kind,
    // The page has ranked them.
    boost: -index,
    ...(info ? { info } : {}),
    apply: (view, _completion, from, to) => put(view, from, to, insert),
  });
  return { from: found.from, to: found.to, options: found.items.map(item), filter: false };
}

/** Writes a proposal; where it holds an empty pair of quotes or brackets the cursor goes into it. */
function put(view: EditorView, from: number, to: number, insert: string): void {
  const hole = insert.search(/(?<=: ?)(""|\{\}|\[\]|"\{% {2}%\}")$/);
  const inside = insert.endsWith('%}"') ? 4 : 1;
  const anchor = from + (hole < 0 ? insert.length : hole + inside);
  view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: "input.complete", scrollIntoView: true });
}

function words(_view: EditorView, at: number, options: EditorOptions): Tooltip | null {
  const found = options.onHover?.(at);
  if (!found) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create() {
      const dom = document.createElement("div");
      dom.className = "cm-words";
      for (const [name, text] of [["title", found.title], ["text", found.text], ["detail", found.detail]] as const) {
        if (!text) continue;
        const line = document.createElement("div");
        line.className = `cm-words-${name}`;
        line.textContent = text;
        dom.append(line);
      }
      return { dom };
    },
  };
}
