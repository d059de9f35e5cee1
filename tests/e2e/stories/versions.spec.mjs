// Earlier versions: what the browser kept is listed, compared, and taken back as a step like any other.
import { card, step } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const renameState = async (page, from, to) => {
  await card(page, from).click();
  await page.getByLabel("State name").fill(to);
  await page.getByLabel("State name").press("Enter");
  await expect(card(page, to)).toBeVisible();
  await expect(page.locator(".saved")).toHaveText("Saved in this browser");
};

const dialogOf = (page) => page.getByRole("dialog", { name: "Earlier versions" });

test("what a workflow was is compared with what it is, and taken back", async ({ page }) => {
  await renameState(page, "ValidateData", "Check");
  await renameState(page, "TransformData", "Shape");
  await page.getByRole("button", { name: "File" }).click();
  await page.getByRole("menuitem", { name: /^Earlier versions/ }).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByRole("button", { name: /ago|just now/ }).first()).toHaveAttribute("aria-pressed", "true");
  await expect(dialog.getByRole("region", { name: "What differs" })).toContainText("TransformData is called Shape");
  const picture = dialog.getByRole("img", { name: "Both versions as one diagram" });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(100);
  await dialog.getByRole("button", { name: "Take this version back" }).click();
  await expect(dialog).toBeHidden();
  await expect(card(page, "TransformData")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(card(page, "Shape")).toBeVisible();
});

test("a copy of what it was is opened by keyboard, and compared with what it is", async ({ page }) => {
  await renameState(page, "ValidateData", "Check");
  await renameState(page, "TransformData", "Shape");
  const open = async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Earlier versions");
    await page.keyboard.press("Enter");
    await expect(dialogOf(page)).toBeVisible();
  };
  await open();
  await expect(dialogOf(page).getByRole("region", { name: "What differs" })).toContainText("is called");
  await dialogOf(page).getByRole("button", { name: "Open as a copy" }).press("Enter");
  await expect(page.getByLabel("Workflow name")).toHaveValue("Serverless data pipeline (earlier)");
  await expect(card(page, "TransformData")).toBeVisible();
  await open();
  const other = dialogOf(page).getByRole("button", { name: /^Serverless data pipeline/ });
  await other.press("Enter");
  await expect(other).toHaveAttribute("aria-pressed", "true");
  await expect(dialogOf(page).getByRole("region", { name: "What differs" })).toContainText("Shape is called TransformData");
  await page.keyboard.press("Escape");
  await expect(dialogOf(page)).toBeHidden();
});

test("a real history is played against the open definition and against what it was before", async ({ page }) => {
  await renameState(page, "ValidateData", "Check");
  await renameState(page, "TransformData", "Shape");
  const event = (id, type, details) => ({ timestamp: `2026-01-01T00:00:0${id}.000Z`, type, id, previousEventId: id - 1, ...details });
  const state = (name) => ({ stateEnteredEventDetails: { name, input: "{}" } });
  const lambda = { resourceType: "lambda", resource: "invoke" };
  const history = {
    events: [
      event(1, "ExecutionStarted", { executionStartedEventDetails: { input: "{}" } }),
      event(2, "TaskStateEntered", state("Check")),
      event(3, "TaskScheduled", { taskScheduledEventDetails: { ...lambda, region: "us-east-1", parameters: "{}" } }),
      event(4, "TaskSucceeded", { taskSucceededEventDetails: { ...lambda, output: '{"Payload": {"valid_records": [{}]}, "StatusCode": 200}' } }),
      event(5, "TaskStateExited", { stateExitedEventDetails: { name: "Check", output: "{}" } }),
      event(6, "TaskStateEntered", state("TransformData")),
    ],
  };
  await page.locator("input[type=file]").first().setInputFiles({ name: "history.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(history)) });
  const against = page.getByRole("region", { name: "The history against a definition" });
  await expect(against.getByRole("status")).toHaveText("After Check, the history went on to TransformData; this definition leads to Shape");
  await expect(step(page, "TransformData").getByTitle("Here the history and the definition part")).toBeVisible();
  await against.getByRole("button", { name: "Show where they part" }).click();
  await expect(step(page, "TransformData")).toHaveAttribute("aria-selected", "true");
  // By the keys: an earlier version, which goes the same way.
  const played = against.getByLabel("Against");
  // The newest of them: on a slow machine there is one from before the first rename, too.
  await expect(played.locator("option").nth(1)).toContainText("Earlier version");
  await played.focus();
  await page.keyboard.press("ArrowDown");
  await expect(against.getByRole("status")).toHaveText("This definition goes the way of the history, step by step");
  await expect(page.getByTitle("Here the history and the definition part")).toHaveCount(0);
});
