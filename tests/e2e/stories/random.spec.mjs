// Somebody who clicks, types, undoes, runs, reloads and drops things at random, with a seed: after each action the text in the
// code, the text that is kept and the diagram agree, and at the end undo leads back to the start, byte for byte.
// STEPWRIGHT_MINUTES says for how long (1), STEPWRIGHT_SEED with which seed it begins.
import { design } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const minutes = Number(process.env.STEPWRIGHT_MINUTES ?? 1);
const firstSeed = Number(process.env.STEPWRIGHT_SEED ?? 20261127);
const ACTIONS = 60;

/** Numbers that the seed decides (mulberry32). */
function chance(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The record of the workflow in front. */
const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((done, fail) => {
        const key = sessionStorage.getItem("stepwright.front");
        const request = indexedDB.open("stepwright");
        request.onerror = () => fail(request.error);
        request.onsuccess = () => {
          const get = request.result.transaction("texts").objectStore("texts").get(key);
          get.onsuccess = () => {
            request.result.close();
            done(get.result ? { key, ...JSON.parse(get.result.text) } : undefined);
          };
        };
      }),
  );

/** What the editor shows; the window is high enough for all of it. */
const inCode = (page) => page.locator(".cm-line").evaluateAll((lines) => lines.map((line) => line.textContent).join("\n"));
const cards = (page) =>
  page.locator(".canvas [data-card]").evaluateAll((cards) => cards.map((card) => card.querySelector(".card__name, .frame__name, [class*=name]")?.textContent ?? ""));

const namesIn = (definition) => {
  const walk = (scope) => Object.entries(scope.States ?? {}).flatMap(([name, state]) => [name, ...[state.ItemProcessor, state.Iterator, ...(state.Branches ?? [])].filter(Boolean).flatMap(walk)]);
  try {
    return walk(JSON.parse(definition));
  } catch {
    return undefined;
  }
};

/** What is done may take the engine and the storage a moment; then all places agree. */
async function look(page, opened) {
  let record;
  await expect(async () => {
    await expect(page.locator(".saved")).toHaveText("Saved in this browser", { timeout: 1000 });
    record = await kept(page);
    if (!record) return;
    expect(await inCode(page), "the code shows what is kept").toBe(record.definition);
    const names = namesIn(record.definition);
    if (names) expect(await page.locator(".canvas [data-card]").count(), "the diagram has a card for each state").toBe(names.length);
  }).toPass({ timeout: 10_000 });
  if (record && !opened.has(record.key)) opened.set(record.key, record.definition);
}

const SMALL = JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Choice", Choices: [{ Variable: "$.n", NumericGreaterThan: 1, Next: "C" }], Default: "D" }, C: { Type: "Wait", Seconds: 2, Next: "D" }, D: { Type: "Succeed" } } }, null, 2);

const drop = (page, selector, name, text) =>
  page.locator(selector).first().evaluate(
    (element, [name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type: "application/json" }));
      for (const type of ["dragenter", "dragover", "drop"]) {
        element.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true, composed: true }));
      }
    },
    [name, text],
  );

/** Chooses a state: by mouse where its card lies open, by keys where the view ends before it. */
async function choose(page, card) {
  const liesOpen = await card.evaluate((element) => {
    const { x, y } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(x + 20, y + 12));
  });
  if (liesOpen) return card.click({ position: { x: 20, y: 12 } });
  await card.focus();
  await page.keyboard.press("Enter");
}

async function act(page, pick) {
  const all = page.locator(".canvas [data-card]");
  const count = await all.count();
  const some = () => all.nth(pick(Math.max(count, 1)));
  const inspector = page.locator(".panel--inspector");
  const actions = [
    async () => count && (await choose(page, some())),
    async () => {
      if (!count) return;
      await design(page);
      await choose(page, some());
      await inspector.getByLabel("Comment", { exact: true }).fill(`note ${pick(100)}`);
    },
    async () => {
      if (!count) return;
      await design(page);
      await choose(page, some());
      await inspector.getByLabel("State name").fill(["A", "B", "Check it", "Ä 😀", ""][pick(5)]);
      if (pick(2)) await page.keyboard.press("Enter");
    },
    async () => {
      if (!count) return;
      await some().focus();
      await page.keyboard.press(["Delete", "Control+d", "Control+x", "ArrowDown", "Escape"][pick(5)]);
    },
    async () => {
      // Proposals would lie over the line.
      if (await page.locator(".cm-tooltip-autocomplete").count()) await page.keyboard.press("Escape");
      await page.locator(".cm-line").nth(pick(await page.locator(".cm-line").count())).click();
      for (let keys = pick(4); keys >= 0; keys--) await page.keyboard.press(["x", '"', "Enter", "Backspace", "Delete", "Control+a", "ArrowUp", "}", "Home"][pick(9)]);
    },
    async () => {
      await page.locator(".cm-content").focus();
      for (let times = pick(3); times >= 0; times--) await page.keyboard.press(["Control+z", "Control+Shift+Z"][pick(2)]);
    },
    async () => {
      for (let times = pick(3); times >= 0; times--) {
        const button = page.getByRole("button", { name: pick(4) ? /^Undo/ : /^Redo/ });
        if (await button.isEnabled()) await button.click();
      }
    },
    async () => {
      await page.keyboard.press("Control+Enter");
      await page.keyboard.press(".");
    },
    async () => drop(page, pick(2) ? ".cm-content" : ".canvas", "small.json", SMALL),
    async () => drop(page, ".canvas", "note.txt", "nothing of a workflow"),
    async () => {
      await page.keyboard.press("Control+o");
      const rows = page.locator(".workflow__open");
      await rows.first().waitFor();
      await rows.nth(pick(await rows.count())).click();
    },
    async () => {
      await page.reload();
      await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
      await expect(page.locator(".cm-content")).toBeVisible();
    },
    async () => {
      for (const worker of page.workers()) await worker.evaluate(() => self.close()).catch(() => {});
    },
  ];
  await actions[pick(actions.length)]();
}

test.describe("at random", () => {
  test.use({ viewport: { width: 1700, height: 4200 } });
  test.setTimeout(minutes * 60_000 + 120_000);

  test("everything agrees after each action, and undo leads back to the start", async ({ page }) => {
    const end = Date.now() + minutes * 60_000;
    await page.getByRole("button", { name: "Split" }).click();
    await expect(page.locator(".cm-content")).toBeVisible();
    // Each workflow as it was when it was first seen: later seeds come back to it.
    const opened = new Map();
    for (let seed = firstSeed; Date.now() < end; seed++) {
      const pick = chance(seed);
      await drop(page, ".canvas", `small ${seed}.json`, SMALL);
      await look(page, opened);
      await test.step(`seed ${seed}`, async () => {
        for (let action = 0; action < ACTIONS && Date.now() < end; action++) {
          await act(page, pick);
          await look(page, opened);
        }
        const undo = page.getByRole("button", { name: /^Undo/ });
        while (await undo.isEnabled()) await undo.click();
        await expect(page.locator(".saved")).toHaveText("Saved in this browser");
        const record = await kept(page);
        if (record && opened.has(record.key)) expect(record.definition, "undone to the start").toBe(opened.get(record.key));
      });
    }
  });
});
