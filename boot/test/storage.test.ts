// What the browser keeps, tried on a database in memory.
// @ts-nocheck: node's own modules have no types here.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Conflict, find, Storage, superfluous } from "../src/storage";

/** A browser's local storage, as far as it is used. */
class Local {
  items = new Map();
  getItem(name) {
    return this.items.get(name) ?? null;
  }
  setItem(name, text) {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.items.set(name, text);
  }
  removeItem(name) {
    this.items.delete(name);
  }
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  globalThis.localStorage = new Local();
  globalThis.sessionStorage = new Local();
});

const entry = (key, name = "Orders") => ({ key, name, states: 3, touched: true });
const text = (definition) => JSON.stringify({ version: 2, key: "a", name: "Orders", definition, scenarios: "" });

async function opened() {
  const { database } = await find();
  return new Storage(database, undefined);
}

test("what is stored is found again, newest first, and who is behind overwrites nothing", async () => {
  const storage = await opened();
  assert.equal(await storage.put(entry("a"), text("one"), 0), 1);
  assert.equal(await storage.put(entry("b", "Saga"), text("two"), 0), 1);
  assert.equal(await storage.put(entry("a"), text("three"), 1), 2);
  await assert.rejects(storage.put(entry("a"), text("late"), 1), Conflict);
  assert.deepEqual(await storage.get("a"), { text: text("three"), version: 2 });
  assert.deepEqual((await storage.list()).map(({ key }) => key), ["a", "b"]);
  storage.front("b");
  const found = await find();
  assert.deepEqual([found.front?.key, found.front?.text, found.front?.version], ["b", text("two"), 1]);
  await storage.remove("b");
  assert.equal((await find()).front, undefined);
});

test("what was not stored yet when the page went away is stored by the next one", async () => {
  const storage = await opened();
  await storage.put(entry("a"), text("one"), 0);
  storage.front("a");
  assert.ok(storage.journal(entry("a"), text("typed in haste"), 1));
  assert.equal((await find()).front?.text, text("typed in haste"));
  // The same journal, after its text was stored in time, changes nothing.
  storage.journal(entry("a"), text("older"), 1);
  const found = await find();
  assert.deepEqual([found.front?.text, found.front?.version], [text("typed in haste"), 2]);
  localStorage.full = true;
  assert.equal(storage.journal(entry("a"), text("x"), 2), false);
});

test("the only workflow of earlier pages is taken over, readable or not", async () => {
  for (const kept of [JSON.stringify({ version: 1, name: "Mine", definition: "{}", scenarios: "" }), "{ broken"]) {
    globalThis.indexedDB = new IDBFactory();
    globalThis.localStorage = new Local();
    localStorage.setItem("stepwright.project", kept);
    const found = await find();
    assert.equal(found.front?.text, kept);
    assert.equal(localStorage.getItem("stepwright.project"), null);
    assert.equal((await find()).front?.text, kept);
  }
});

test("a browser that keeps nothing is said in a sentence, and the page opens all the same", async () => {
  globalThis.indexedDB = undefined;
  const found = await find();
  assert.match(found.failure, /does not let the page keep anything/);
  await assert.rejects(new Storage(found.database, found.failure).put(entry("a"), "x", 0), /does not let the page keep/);
});

test("earlier texts are kept five minutes apart, and thinned with age", async () => {
  const storage = await opened();
  const now = Date.now;
  let minutes = 0;
  Date.now = () => 1_000_000_000_000 + minutes * 60_000;
  try {
    let version = 0;
    for (; minutes <= 20; minutes++) version = await storage.put(entry("a"), text(`at ${minutes}`), version);
    const revisions = await storage.revisions("a");
    assert.ok(revisions.length >= 3 && revisions.length <= 5, `${revisions.length} revisions`);
    assert.ok(revisions.every(({ at }, index) => index === 0 || revisions[index - 1].at - at >= 4 * 60_000));
    assert.equal((await storage.revisions("b")).length, 0);
  } finally {
    Date.now = now;
  }
});

test("the newest of each hour, day and month stays", () => {
  const [HOUR, DAY] = [3_600_000, 86_400_000];
  const now = 40_000 * DAY;
  const times = [now - 1, now - 2, now - 2 * HOUR - 5, now - 2 * HOUR - 9, now - 3 * DAY - 5, now - 3 * DAY - 9, now - 90 * DAY, now - 90 * DAY - 7];
  assert.deepEqual(superfluous(times, now), [times[3], times[5], times[7]]);
  assert.deepEqual(superfluous([], now), []);
});
