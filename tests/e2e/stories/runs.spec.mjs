// Any moment of a run, and on from there; a real execution's history; what a run costs; placeholders.
import { card, chooseStep, exported, run, stage } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const open = (page, name, value) =>
  page.locator("input[type=file]").setInputFiles({
    name,
    mimeType: "application/json",
    buffer: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
  });

test("a run is rewound to a step and goes on with other data, as a branch", async ({ page }) => {
  await run(page);
  await chooseStep(page, "StoreData");
  await page.getByRole("button", { name: "Rewind to here and change data" }).click();
  const input = page.getByLabel("Input of the state");
  await expect(input).toBeFocused();
  const data = JSON.parse(await input.inputValue());
  data.transformed_records = data.transformed_records.slice(0, 1);
  await input.fill("{ not yet");
  await page.getByRole("button", { name: "Run from here" }).click();
  await expect(page.locator(".notice")).toContainText("not JSON yet");
  await input.fill(JSON.stringify(data));
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".chip--branch")).toHaveText("Branch from step 3, StoreData");
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  await chooseStep(page, "StoreData");
  expect((await stage(page, "Input")).transformed_records).toHaveLength(1);
  await page.getByRole("tab", { name: "Events" }).click();
  await expect(page.locator(".events tr", { hasText: "ExecutionSucceeded" })).toBeVisible();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.locator(".chip--branch")).toHaveCount(0);
});

test("the keyboard alone branches from a step", async ({ page }) => {
  await run(page);
  await card(page, "TransformData").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("b");
  await expect(page.getByLabel("Input of the state")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Input of the state")).toHaveCount(0);
});

test("whoever presses what then goes away is left near it, and not on the page", async ({ page }) => {
  await run(page);
  await chooseStep(page, "StoreData");
  const isIn = (place) => page.locator(place).evaluate((place) => place.contains(document.activeElement));
  for (const [opens, goes] of [
    ["Rewind to here and change data", "Cancel"],
    ["Compare other steps with this one", "Stop comparing"],
  ]) {
    await page.getByRole("button", { name: opens }).first().click();
    const button = page.locator(".data-panel").getByRole("button", { name: goes, exact: true });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(button).toHaveCount(0);
    await expect.poll(() => isIn(".data-panel"), goes).toBe(true);
  }
  await page.getByRole("button", { name: "Clear the run" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".verdict")).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), "Clear the run").not.toBe("BODY");
});

test("a real execution's history plays on the open definition", async ({ page }) => {
  const original = await exported(page);
  const at = (id) => `2026-01-01T00:00:0${id}.000Z`;
  const event = (id, type, details) => ({ timestamp: at(id), type, id, previousEventId: id - 1, ...details });
  const entered = (name) => ({ stateEnteredEventDetails: { name, input: '{"records": []}' } });
  await open(page, "history.json", {
    events: [
      event(1, "ExecutionStarted", { executionStartedEventDetails: { input: '{"records": []}' } }),
      event(2, "TaskStateEntered", entered("ValidateData")),
      event(3, "TaskStateExited", { stateExitedEventDetails: { name: "ValidateData", output: '{"valid_count": 0}' } }),
      event(4, "TaskStateEntered", entered("TransformData")),
      event(5, "TaskScheduled", { taskScheduledEventDetails: { resourceType: "lambda", resource: "invoke", region: "us-east-1", parameters: "{}" } }),
      event(6, "TaskFailed", { taskFailedEventDetails: { resourceType: "lambda", resource: "invoke", error: "TypeError", cause: "no records" } }),
      event(7, "ExecutionFailed", { executionFailedEventDetails: { error: "TypeError", cause: "no records" } }),
    ],
  });
  await expect(page.locator(".verdict")).toContainText("TypeError");
  await expect(card(page, "TransformData")).toHaveAccessibleName(/failed/i);
  await expect(card(page, "ValidateData")).toHaveAccessibleName(/succeeded/i);
  await chooseStep(page, "ValidateData");
  expect(await stage(page, "Output")).toEqual({ valid_count: 0 });
  await expect(page.getByText("Real execution's history")).toBeVisible();
  await expect(page.getByRole("button", { name: "Rewind to here and change data" })).toHaveCount(0);
  expect(await exported(page)).toBe(original);
});

test("the summary counts transitions, prices them and follows the type", async ({ page }) => {
  await run(page);
  await page.getByRole("tab", { name: "Summary" }).click();
  const number = (label) => page.locator(".tile-number", { hasText: label }).locator(".tile-number__value");
  await expect(number("State transitions")).toHaveText("4");
  await expect(number("As a Standard workflow")).toHaveText("$9.90");
  await page.getByLabel("Runs a month").selectOption("1000");
  await expect(number("As a Standard workflow")).toHaveText("$0");
  // First the pane is put down, then the run is left.
  await page.keyboard.press("Escape");
  await expect(page.locator(".tile-number")).toHaveCount(0);
  await expect(page.getByRole("tree", { name: "Steps" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.locator(".canvas").click({ position: { x: 20, y: 20 } });
  await page.getByLabel("Type", { exact: true }).selectOption("EXPRESS");
  await run(page);
  await expect(page.locator(".verdict").first()).toContainText("Succeeded");
});

test("placeholders get trial values, and the definition keeps them", async ({ page }) => {
  const text = '{"StartAt": "Pause", "States": {"Pause": {"Type": "Wait", "Seconds": ${Seconds}, "End": true}}}';
  await open(page, "template.asl.json", text);
  await page.getByLabel(/\$\{Seconds\}/).fill("5");
  await page.getByLabel(/\$\{Seconds\}/).press("Enter");
  await run(page);
  await expect(page.locator(".verdict")).toContainText("5 s of virtual time");
  expect(await exported(page)).toBe(text);
});
