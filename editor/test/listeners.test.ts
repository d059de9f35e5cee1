// @ts-nocheck: bundled for Node.js, whose types are not installed
import assert from "node:assert/strict";
import { test } from "node:test";
import { heardUntilEnd } from "../src/listeners";

test("the page is told until the end, and never after it", () => {
  const told: unknown[][] = [];
  const { options, end } = heardUntilEnd({ text: "{}", onHover: (...given) => (told.push(given), "words") });
  assert.equal(options.text, "{}");
  assert.equal(options.onHover(7), "words");
  end();
  assert.equal(options.onHover(8), undefined);
  assert.deepEqual(told, [[7]]);
});

test("what the page does not want to hear stays absent", () => {
  assert.equal(heardUntilEnd({ text: "" }).options.onComplete, undefined);
});
