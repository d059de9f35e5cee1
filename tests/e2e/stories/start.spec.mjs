// The page starts from a path below a host's root, under the strictest policy, and its three parts load.
import { expect, test } from "../story.mjs";

test("the page starts", async ({ page }) => {
  await expect(page).toHaveTitle(/Stepwright/);
  await expect(page.locator("main")).toBeVisible();
});

test("the release page carries its policy itself", async ({ page }) => {
  const policy = page.locator("head > meta").first();
  await expect(policy).toHaveAttribute("http-equiv", "Content-Security-Policy");
  await expect(policy).toHaveAttribute("content", /default-src 'none'/);
});

test("the first paint loads neither the worker nor the editor", async ({ page }) => {
  const requested = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  expect(requested.some((name) => name.endsWith(".wasm"))).toBe(true);
  expect(requested.filter((name) => /\/editor-[0-9a-f]+\.js$/.test(name))).toEqual([]);
});

test("the worker answers as soon as it is ready", async ({ page }) => {
  const size = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const { worker } = document.getElementById("boot").dataset;
        const engine = new Worker(new URL(worker, document.baseURI), { type: "module" });
        engine.onmessage = (message) => resolve(message.data.byteLength);
        engine.onerror = () => reject(new Error("the worker failed"));
      }),
  );
  expect(size).toBeGreaterThanOrEqual(0);
});

test.describe("the editor", () => {
  test.beforeEach(async ({ page }) => {
    await page.evaluate(async () => {
      const { editor } = document.getElementById("boot").dataset;
      const { mount } = await import(new URL(editor, document.baseURI).href);
      const place = document.createElement("div");
      place.id = "trial";
      document.body.replaceChildren(place);
      window.trial = { changes: [], selections: [], undone: 0, redone: 0 };
      window.handle = mount(place, {
        text: '{\r\n  "StartAt": "A"\r\n}',
        onChange: (changes) => window.trial.changes.push(changes),
        onSelection: (from, to) => window.trial.selections.push([from, to]),
        onUndo: () => window.trial.undone++,
        onRedo: () => window.trial.redone++,
      });
    });
  });

  test("reports typing as replaced ranges and keeps every other byte", async ({ page }) => {
    await page.evaluate(() => window.handle.setSelection(17, 18));
    await page.locator("#trial .cm-content").focus();
    await page.keyboard.type("B");
    expect(await page.evaluate(() => window.trial.changes)).toEqual([[{ from: 17, to: 18, insert: "B" }]]);
    expect(await page.evaluate(() => window.handle.getText())).toBe('{\r\n  "StartAt": "B"\r\n}');
    expect(await page.evaluate(() => window.trial.selections.at(-1))).toEqual([18, 18]);
  });

  test("is not told of what the page does, and keeps the cursor", async ({ page }) => {
    await page.locator("#trial .cm-content").focus();
    await page.keyboard.press("Control+End");
    const before = await page.evaluate(() => window.trial.selections.at(-1));
    await page.evaluate(() => {
      window.trial.selections.length = 0;
      window.handle.setText('{\r\n  "StartAt": "Longer"\r\n}');
    });
    expect(await page.evaluate(() => window.trial)).toMatchObject({ changes: [], selections: [] });
    await page.keyboard.type(" ");
    const { from } = (await page.evaluate(() => window.trial.changes))[0][0];
    expect(from).toBe(before[0] + "Longer".length - 1);
  });

  test("passes undo and redo on", async ({ page }) => {
    await page.locator("#trial .cm-content").focus();
    await page.keyboard.type("x");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+y");
    await page.keyboard.press("Control+Shift+z");
    expect(await page.evaluate(() => [window.trial.undone, window.trial.redone])).toEqual([1, 2]);
    expect(await page.evaluate(() => window.handle.getText())).toContain("x");
  });

  test("shows problems in the gutter and in the text, with their help", async ({ page }) => {
    await page.evaluate(() =>
      window.handle.setDiagnostics([
        { from: 16, to: 19, severity: "error", message: "`A` is no state", help: "name a state of this machine" },
        { from: 900, to: 999, severity: "warning", message: "moved on" },
      ]),
    );
    await expect(page.locator("#trial .cm-lint-marker-error")).toBeVisible();
    await page.locator("#trial .cm-lintRange-error").hover();
    await expect(page.locator("#trial .cm-diagnostic-help")).toHaveText("name a state of this machine");
  });

  test("lets the keyboard leave by Escape, then Tab", async ({ page }) => {
    await page.locator("#trial .cm-content").focus();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => window.handle.getText())).toMatch(/^ {2}\{/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await expect(page.locator("#trial .cm-content")).not.toBeFocused();
  });

  test("searches, and leaves nothing behind when it is destroyed", async ({ page }) => {
    await page.locator("#trial .cm-content").focus();
    await page.keyboard.press("Control+f");
    await expect(page.locator("#trial .cm-search")).toBeVisible();
    await page.evaluate(() => window.handle.destroy());
    await expect(page.locator("#trial .cm-editor")).toHaveCount(0);
  });
});
