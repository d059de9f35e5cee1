// @ts-nocheck: bundled for Node.js, whose types are not installed
import assert from "node:assert/strict";
import { test } from "node:test";
import { replacement } from "../src/changes";

const cases: [string, string, string, { from: number; to: number; insert: string } | undefined][] = [
  ["equal texts need no change", "abc", "abc", undefined],
  ["an insertion touches nothing else", "ac", "abc", { from: 1, to: 1, insert: "b" }],
  ["a deletion touches nothing else", "abc", "ac", { from: 1, to: 2, insert: "" }],
  ["repeated characters are not counted twice", "aa", "aaa", { from: 2, to: 2, insert: "a" }],
  ["a replacement keeps both ends", '{"a": 1}', '{"a": 25}', { from: 6, to: 7, insert: "25" }],
  ["a text can become empty", "abc", "", { from: 0, to: 3, insert: "" }],
  ["a surrogate pair is replaced whole when its second half differs", "a😀b", "a😁b", { from: 1, to: 3, insert: "😁" }],
  ["a surrogate pair is replaced whole when its first half differs", "\u{1F600}", "\u{1FA00}", { from: 0, to: 2, insert: "\u{1FA00}" }],
];

for (const [name, before, after, expected] of cases) {
  test(name, () => {
    const change = replacement(before, after);
    assert.deepEqual(change, expected);
    if (change) assert.equal(before.slice(0, change.from) + change.insert + before.slice(change.to), after);
  });
}
