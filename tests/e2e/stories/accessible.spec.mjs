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
  "earlier versions": async (page) => {
    for (const [from, to] of [["ValidateData", "Check"], ["Check", "Checked"]]) {
      await card(page, from).click();
      await page.getByLabel("State name").fill(to);
      await page.getByLabel("State name").press("Enter");
      await expect(page.locator(".saved")).toHaveText("Saved in this browser");
    }
    await page.getByRole("button", { name: "File", exact: true }).click();
    await page.getByRole("menuitem", { name: /^Earlier versions/ }).click();
    await expect(page.getByRole("img", { name: "Both versions as one diagram" })).toBeVisible();
  },
  "the File menu": async (page) => page.getByRole("button", { name: "File", exact: true }).click(),
  "the command palette": async (page) => page.keyboard.press("ControlOrMeta+k"),
  "the menu of a state": async (page) => card(page, "ValidateData").click({ button: "right" }),
};

const schemes = { light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, "forced colours": { forcedColors: "active" } };

for (const [scheme, colours] of Object.entries(schemes)) {
  test.describe(scheme, () => {
    test.use(colours);
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

test.describe("forced colours", () => {
  test.use({ forcedColors: "active" });

  test("what is chosen and what is on differs from the rest", async ({ page }) => {
    const background = (locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
    const tab = (name) => page.getByRole("tab", { name, exact: true });
    expect(await background(tab("Add"))).not.toBe(await background(tab("Outline")));
    const view = (name) => page.getByRole("button", { name, exact: true });
    expect(await background(view("Design"))).not.toBe(await background(view("Code")));
    expect(await background(view("Left panel"))).not.toBe(await background(view("Run view")));
  });
});

for (const [width, height] of [[800, 600], [720, 450], [1024, 768]]) {
  test.describe(`${width} by ${height}`, () => {
    test.use({ viewport: { width, height } });

    test("nothing of the top bar overlaps or is cut off", async ({ page }) => {
      await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
      const text = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}}';
      await page.locator("input[type=file]").setInputFiles({ name: "a.asl.json", mimeType: "application/json", buffer: Buffer.from(text) });
      await expect(page.getByRole("button", { name: /^Problems: / })).toBeVisible();
      const boxes = await page.locator(".top-bar :is(button, input)").evaluateAll((all) =>
        all
          .map((element) => ({ name: element.getAttribute("aria-label") ?? element.textContent, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0)
          .map(({ name, box }) => ({ name, left: box.left, right: box.right, top: box.top, bottom: box.bottom })),
      );
      expect(boxes.length).toBeGreaterThan(8);
      for (const [index, one] of boxes.entries()) {
        expect(one.left >= 0 && one.right <= width, `${one.name} is cut off`).toBe(true);
        for (const two of boxes.slice(index + 1)) {
          const apart = one.right <= two.left + 0.5 || two.right <= one.left + 0.5 || one.bottom <= two.top + 0.5 || two.bottom <= one.top + 0.5;
          expect(apart, `${one.name} and ${two.name} overlap`).toBe(true);
        }
      }
    });
  });
}
