// The editor's bundle on a page of its own, under the strictest policy: what it reports, and what it keeps.
import { POLICY } from "../server.mjs";
import { expect, test } from "../story.mjs";

const ALONE = '<!doctype html><link rel="icon" href="data:," /><div id="trial"></div><button>after</button>';

test.describe("the editor", () => {
  test.beforeEach(async ({ page }) => {
    const address = await page.evaluate(() => {
      const { editor } = document.getElementById("boot").dataset;
      return new URL(editor, document.baseURI).href;
    });
    await page.route("**/editor-alone", (route) =>
      route.fulfill({ contentType: "text/html", headers: { "Content-Security-Policy": POLICY }, body: ALONE }),
    );
    await page.goto("./editor-alone");
    await page.evaluate(async (address) => {
      const { mount } = await import(address);
      const place = document.getElementById("trial");
      window.trial = { changes: [], selections: [], undone: 0, redone: 0 };
      window.handle = mount(place, {
        text: '{\r\n  "StartAt": "A"\r\n}',
        onChange: (changes) => window.trial.changes.push(changes),
        onSelection: (from, to) => window.trial.selections.push([from, to]),
        onUndo: () => window.trial.undone++,
        onRedo: () => window.trial.redone++,
      });
    }, address);
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
