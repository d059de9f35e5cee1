// Links with workflows in them: there and back, and what strangers may send.
// @ts-nocheck: node's own modules have no types here.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode, isShared } from "../src/share";

test("a text comes back as it was", async () => {
  for (const text of ["", "{}", '{"name":"Bestellung – 注文 🧾"}', "x".repeat(300_000), "\ufeff{\"a\":1}\r\n"]) {
    const fragment = await encode(text);
    assert.ok(isShared(fragment));
    assert.match(fragment, /^#share=1\.[\w-]+$/);
    assert.deepEqual(await decode(fragment), { text });
  }
});

test("lessons are told from a workflow", async () => {
  for (const lessons of ['{"lessons":[]}', '{"stepwrightWorkshop":1,"title":"A","lessons":[{}]}']) assert.deepEqual(await decode(await encode(lessons)), { lessons });
  for (const text of ['{"lessons":3}', "null", "[]", '{"version":2,"definition":"{}"}']) assert.deepEqual(await decode(await encode(text)), { text });
});

test("other fragments are none of ours", async () => {
  for (const fragment of ["", "#", "#top", "#sharing=1.abc"]) assert.equal(await decode(fragment), undefined);
});

test("a link of another version says so", async () => {
  assert.match((await decode("#share=2.abc")).error, /version 2/);
  assert.match((await decode("#share=<b>.abc")).error, /does not say its version/);
});

test("a bomb is not unpacked", async () => {
  const bomb = await encode("0".repeat(60 * 1024 * 1024));
  assert.ok(bomb.length < 100_000);
  assert.match((await decode(bomb)).error, /more than 4 MB/);
  assert.match((await decode(`#share=1.${"A".repeat(1_000_001)}`)).error, /too long/);
});

test("ten thousand damaged links are refused in a sentence, each at once", async () => {
  let seed = 7;
  const random = (most) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % most;
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=<>\"'&%\u0000é";
  const whole = await encode(JSON.stringify({ version: 2, name: "Orders", definition: "{\"StartAt\":\"A\"}".repeat(20), scenarios: "" }));
  let longest = 0;
  let read = 0;
  for (let turn = 0; turn < 10_000; turn += 1) {
    let fragment = whole;
    for (let change = random(4); change >= 0; change -= 1) {
      const at = 7 + random(fragment.length - 7);
      const letter = letters[random(letters.length)];
      const kinds = [fragment.slice(0, at) + letter + fragment.slice(at + 1), fragment.slice(0, at), fragment.slice(0, at) + letter + fragment.slice(at)];
      fragment = kinds[random(3)];
      if (fragment.length <= 8) break;
    }
    const began = performance.now();
    const found = await decode(fragment);
    longest = Math.max(longest, performance.now() - began);
    assert.ok(found && ("text" in found || /^This link .+/.test(found.error)), fragment);
    if ("text" in found) read += 1;
  }
  // What happens to unpack is read as a record, which refuses what it does not know.
  assert.ok(read < 10_000);
  console.log(`# ${read} of 10000 unpack, the longest took ${longest.toFixed(1)} ms`);
});
