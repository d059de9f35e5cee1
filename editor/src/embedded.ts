// Expressions within the text, `{% … %}`, coloured by what the page says their words are; and the chosen state's place.
import { RangeSetBuilder, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { EditorOptions } from "./types";

const shades = ["key", "text", "number", "word", "variable", "function", "name", "mark"].map((name) =>
  Decoration.mark({ class: `cm-ink cm-ink-${name}` }),
);

/** Colours the expressions that can be seen. */
export function embedded(options: EditorOptions): Extension {
  const colour = (view: EditorView): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to } of view.visibleRanges) {
      const start = view.state.doc.lineAt(from).from;
      const text = view.state.sliceDoc(start, view.state.doc.lineAt(to).to);
      for (const found of text.matchAll(/\{%.*?%\}/gs)) {
        const at = start + found.index;
        // Three numbers a word: where it begins, where it ends, what it is.
        const words = options.onColour?.(found[0]) ?? [];
        for (let index = 0; index + 2 < words.length; index += 3) {
          const shade = shades[words[index + 2] ?? 0];
          if (shade) builder.add(at + (words[index] ?? 0), at + (words[index + 1] ?? 0), shade);
        }
      }
    }
    return builder.finish();
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = colour(view);
      }
      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) this.decorations = colour(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

/** Which lines are marked. */
export const setMark = StateEffect.define<{ from: number; to: number } | null>();

const marked = Decoration.line({ class: "cm-chosen" });

/** Marks the lines of the chosen state. */
export const mark: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMark)) return effect.value ? lines(transaction.state.doc, effect.value) : Decoration.none;
    }
    return transaction.docChanged ? value.map(transaction.changes) : value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function lines(doc: EditorView["state"]["doc"], { from, to }: { from: number; to: number }): DecorationSet {
  const last = doc.lineAt(Math.min(to, doc.length)).number;
  const found = [];
  for (let number = doc.lineAt(Math.min(from, doc.length)).number; number <= last; number++) found.push(marked.range(doc.line(number).from));
  return Decoration.set(found);
}
