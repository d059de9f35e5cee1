// Forms: conditions of several tests, variables, previews on the last run's data, completion; by mouse and by keyboard.
import { card, exported, run, design } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const inspector = (page) => page.locator(".panel--inspector");

const MACHINE = {
  StartAt: "Order",
  States: {
    Order: { Type: "Pass", Result: { id: "a-17", total: 1200 }, ResultPath: "$.order", Next: "Large" },
    Large: {
      Type: "Choice",
      Choices: [{ Variable: "$.order.total", NumericGreaterThan: 1000, Next: "Keep" }],
      Default: "Keep",
    },
    Keep: { Type: "Pass", Parameters: { "id.$": "$.order.id" }, End: true },
  },
};

async function open(page) {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    (async () => {
      await page.getByRole("button", { name: "File", exact: true }).click();
      await page.getByRole("menuitem", { name: /Open/ }).first().click();
    })(),
  ]);
  const text = `${JSON.stringify(MACHINE, null, 2)}\n`;
  await chooser.setFiles({ name: "order.asl.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(card(page, "Large")).toBeVisible();
  return text;
}

test("a condition is nested by its menu, filled in, and taken back byte for byte", async ({ page }) => {
  const original = await open(page);
  await card(page, "Large").click();
  const menu = () => inspector(page).getByRole("button", { name: "Add, combine or move this test" });
  await menu().first().click();
  await page.getByRole("menuitem", { name: /^And/ }).click();
  const variables = inspector(page).getByLabel("Variable", { exact: true });
  await expect(variables).toHaveCount(2);
  await variables.nth(1).fill("$.order.id");
  await inspector(page).getByLabel("Operator", { exact: true }).nth(1).selectOption("StringEquals");
  await inspector(page).getByLabel("Value", { exact: true }).nth(1).fill("a-17");
  await inspector(page).getByLabel("Value", { exact: true }).nth(1).press("Enter");
  await expect(inspector(page).locator(".entry__title").first()).toHaveText('If order.total is greater than 1000 and order.id is "a-17"');
  // The same by keyboard: the second test is turned round.
  await menu().nth(2).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.getByRole("menuitem", { name: /^Not/ }).focus();
  await page.keyboard.press("Enter");
  await expect(inspector(page).locator(".rule-row__join")).toHaveText([/And/, /Not/]);
  const rule = JSON.parse(await exported(page)).States.Large.Choices[0];
  expect(rule).toEqual({
    And: [
      { Variable: "$.order.total", NumericGreaterThan: 1000 },
      { Not: { Variable: "$.order.id", StringEquals: "a-17" } },
    ],
    Next: "Keep",
  });
  await page.locator(".canvas").click({ position: { x: 12, y: 12 } });
  for (let step = 0; step < 12; step++) await page.keyboard.press("Control+z");
  expect(await exported(page)).toBe(original);
});

test("a path is completed from the last run's data and shows what it gives", async ({ page }) => {
  await open(page);
  await run(page);
  await design(page);
  await card(page, "Large").click();
  const variable = inspector(page).getByLabel("Variable", { exact: true });
  await variable.focus();
  await variable.press("Control+a");
  await page.keyboard.type("$.order.t");
  await expect(page.getByRole("option", { name: /total/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(variable).toHaveValue("$.order.total");
  await expect(inspector(page).locator(".code-field__preview").first()).toContainText("gives 1200");
  await page.keyboard.type("s");
  await expect(inspector(page).locator(".code-field__preview").first()).toContainText("$.order.totals");
  await page.keyboard.press("Escape");
});

test("the context object is known without a run", async ({ page }) => {
  await open(page);
  await card(page, "Large").click();
  const variable = inspector(page).getByLabel("Variable", { exact: true });
  await variable.focus();
  await variable.press("Control+a");
  await page.keyboard.type("$$.Execution.Na");
  await expect(page.getByRole("option", { name: /Name/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(variable).toHaveValue("$$.Execution.Name");
  await expect(inspector(page).locator(".code-field__preview").first()).toContainText('gives "run"');
  await page.keyboard.press("Escape");
  await expect(variable).toHaveValue("$.order.total");
});

test("the code pane proposes fields, explains them and marks the chosen state", async ({ page }) => {
  await open(page);
  await page.getByRole("radio", { name: "Split" }).or(page.getByRole("button", { name: "Split" })).first().click();
  const code = page.locator(".code__editor .cm-content");
  await expect(code).toContainText("StartAt");
  await card(page, "Keep").click();
  await expect(page.locator(".code__editor .cm-chosen").first()).toContainText("Keep");
  await page.locator(".code__editor .cm-line", { hasText: '"End": true' }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(", \"Out");
  await expect(page.locator(".cm-tooltip-autocomplete")).toContainText("OutputPath");
  // The editor takes no Enter for a moment, lest it be meant for what was there before.
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await expect(code).toContainText('"OutputPath": "$"');
});
