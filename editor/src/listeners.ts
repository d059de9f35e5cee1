// What the page hears of an editor, and until when.
import type { EditorOptions } from "./types";

/**
 * The same options, whose callbacks do nothing once `end` was called. Completion and hovering wait for a rest in typing, so they may
 * ask when the editor has been taken down already, and the page's callbacks with it.
 */
export function heardUntilEnd(options: EditorOptions): { options: EditorOptions; end: () => void } {
  let ended = false;
  const heard = Object.entries(options).map(([name, value]) => {
    if (typeof value !== "function") return [name, value];
    return [name, (...given: unknown[]) => (ended ? undefined : value(...given))];
  });
  return { options: Object.fromEntries(heard) as EditorOptions, end: () => void (ended = true) };
}
