// Differences of texts as replaced ranges.
import type { TextChange } from "./types";

/** The smallest single replacement that turns `before` into `after`; none if they are equal. */
export function replacement(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  // A surrogate pair is replaced as a whole.
  if (from > 0 && isHighSurrogate(before.charCodeAt(from - 1))) from--;
  let same = 0;
  while (
    same < shorter - from &&
    before.charCodeAt(before.length - same - 1) === after.charCodeAt(after.length - same - 1)
  ) {
    same++;
  }
  if (same > 0 && isLowSurrogate(before.charCodeAt(before.length - same))) same--;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
