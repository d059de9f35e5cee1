// What assistive technology needs, checked by axe-core on what users see most.
import axe from "axe-core";
import { card, palette, run } from "../designer.mjs";
import { expect, test } from "../story.mjs";

/** What breaks WCAG 2.2 A and AA on the page as it is now: each rule with the elements that break it. */
async function violations(page) {
  // A script from elsewhere is what the page's policy forbids; the browser's own door is open.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} ${node.any[0]?.message ?? node.failureSummary}`));
}

const views = {
  "the page as it opens": async () => {},
  "a state in the inspector": async (page) => card(page, "ValidateData").click(),
  "AWS's services in the palette, and the form of an API": async (page) => {
    await page.getByRole("searchbox", { name: "Search states and AWS services" }).fill("glue start");
    await palette(page, "StartJobRun").first().focus();
    await page.keyboard.press("Enter");
    await page.getByText(/^Errors of this API/).click();
  },
  "a run with its data": run,
  "the events of a run": async (page) => {
    await run(page);
    await page.getByRole("tab", { name: "Events" }).click();
  },
  "diagram and code": async (page) => {
    await page.getByRole("button", { name: "Split", exact: true }).click();
    await expect(page.getByRole("textbox", { name: "Definition" })).toBeVisible();
  },
  "the test of a state": async (page) => {
    await card(page, "ValidateData").click();
    await page.getByRole("button", { name: "Test", exact: true }).click();
  },
  "problems": async (page) => {
    await page.locator("input[type=file]").setInputFiles({ name: "a.yaml", mimeType: "text/yaml", buffer: Buffer.from("# a\nStartAt: A\nStates:\n  A: {Type: Pass}\n") });
    await page.getByRole("tab", { name: /Problems/ }).click();
    await expect(page.getByRole("tab", { name: /Problems/ })).toContainText("1");
  },
  "the examples": async (page) => page.getByRole("tab", { name: "Examples" }).click(),
  "the input, mocks and services of a run": async (page) => {
    await run(page);
    for (const tab of ["Timeline", "Table", "Scenarios", "Mocks", "Services", "Summary"]) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      expect(await violations(page)).toEqual([]);
    }
  },
  "the question before a conversion": async (page) => {
    await page.locator("input[type=file]").setInputFiles({ name: "a.yaml", mimeType: "text/yaml", buffer: Buffer.from("# a\nStartAt: A\nStates:\n  A: {Type: Succeed}\n") });
    await page.getByRole("button", { name: "File", exact: true }).click();
    await page.getByRole("menuitem", { name: /Convert to JSON/ }).click();
    await expect(page.getByRole("dialog", { name: "Convert to JSON" })).toBeVisible();
  },
  "the lesson builder": async (page) => {
    await page.getByRole("button", { name: "Learn", exact: true }).click();
    await page.getByRole("button", { name: "Build a lesson of your own" }).click();
    await page.getByRole("button", { name: "Make a lesson of this workflow" }).click();
    await page.locator(".build-part summary").first().click();
    await page.locator(".build-missing summary").click();
  },
  "a link to share": async (page) => {
    await page.getByRole("button", { name: "File", exact: true }).click();
    await page.getByRole("menuitem", { name: "Share by a link…" }).click();
    await expect(page.getByLabel("Code to embed")).toBeVisible();
  },
  "the player": async (page) => {
    await page.getByRole("button", { name: "File", exact: true }).click();
    await page.getByRole("menuitem", { name: "Share by a link…" }).click();
    const link = await page.getByLabel("Link", { exact: true }).inputValue();
    await page.goto(link.replace("/#", "/player.html#"));
    await expect(page.getByRole("link", { name: "Open in Stepwright" })).toBeVisible();
  },
  "the File menu": async (page) => page.getByRole("button", { name: "File", exact: true }).click(),
  "the command palette": async (page) => page.keyboard.press("ControlOrMeta+k"),
  "the menu of a state": async (page) => card(page, "ValidateData").click({ button: "right" }),
};

for (const scheme of ["light", "dark"]) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });
    for (const [name, show] of Object.entries(views)) {
      test(`${name} is usable with assistive technology`, async ({ page }) => {
        await expect(card(page, "ValidateData")).toBeVisible();
        await expect(page.getByRole("button", { name: "File", exact: true })).toBeVisible();
        await show(page);
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}
