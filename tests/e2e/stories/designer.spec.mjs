// Everything that changes a workflow, by mouse and by keyboard, in the page.
import { card, drag, dropBetween, exported, middle, palette, run } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const definition = async (page) => JSON.parse(await exported(page));
const undo = (page) => page.getByRole("button", { name: /^Undo/ });

test("a state is moved to another line by dragging it", async ({ page }) => {
  const [a, b] = [await card(page, "StoreData").boundingBox(), await card(page, "Notify").boundingBox()];
  await drag(page, await middle(card(page, "TransformData")), { x: a.x + a.width / 2, y: (a.y + a.height + b.y) / 2 });
  const { States } = await definition(page);
  expect([States.ValidateData.Next, States.StoreData.Next, States.TransformData.Next]).toEqual(["StoreData", "TransformData", "Notify"]);
  await undo(page).click();
  expect((await definition(page)).States.ValidateData.Next).toBe("TransformData");
});

test("the end of a line is dragged to another state", async ({ page }) => {
  const from = await card(page, "TransformData").boundingBox();
  const to = await middle(card(page, "StoreData"));
  await drag(page, { x: from.x + from.width / 2, y: from.y - 7 }, to);
  expect((await definition(page)).States.ValidateData.Next).toBe("StoreData");
});

test("a state is dropped into a branch of a Parallel, and into an empty place at the end", async ({ page }) => {
  await dropBetween(page, "Parallel", "TransformData", "StoreData");
  await expect(card(page, "Parallel")).toBeVisible();
  let parallel = (await definition(page)).States.Parallel;
  const first = Object.keys(parallel.Branches[0].States)[0];
  const box = await card(page, first).boundingBox();
  await drag(page, await middle(palette(page, "Pass")), { x: box.x + box.width / 2, y: box.y - 12 });
  parallel = (await definition(page)).States.Parallel;
  expect(Object.keys(parallel.Branches[0].States)).toHaveLength(2);
});

test("deleting heals the flow, and undo brings everything back byte for byte", async ({ page }) => {
  const original = await exported(page);
  await card(page, "TransformData").click();
  await page.keyboard.press("Delete");
  await expect(card(page, "TransformData")).toHaveCount(0);
  expect((await definition(page)).States.ValidateData.Next).toBe("StoreData");
  await page.locator(".canvas").press("Control+z");
  expect(await exported(page)).toBe(original);
});

test("renaming changes every reference, and the mock comes along", async ({ page }) => {
  await card(page, "FailureState").click();
  await page.keyboard.press("F2");
  await page.keyboard.type("Pipeline failed");
  await page.keyboard.press("Enter");
  const { States } = await definition(page);
  for (const name of ["ValidateData", "TransformData", "StoreData", "Notify"]) expect(States[name].Catch[0].Next).toBe("Pipeline failed");
  await card(page, "ValidateData").click();
  await page.getByLabel("State name").fill("Check");
  await page.getByLabel("State name").press("Enter");
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Succeeded");
});

test("arrows, Enter and the palette build by keyboard alone", async ({ page }) => {
  await card(page, "ValidateData").focus();
  // Enter leads into the fields, Escape out to the state.
  await page.keyboard.press("Enter");
  await expect(page.locator(".panel--inspector .panel__body :focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(card(page, "ValidateData")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(card(page, "TransformData")).toBeFocused();
  await palette(page, "Wait").focus();
  await page.keyboard.press("Enter");
  expect((await definition(page)).States.TransformData.Next).toBe("Wait");
});

test("code and canvas follow each other, and broken text keeps the last diagram", async ({ page }) => {
  const original = await exported(page);
  await page.getByRole("button", { name: "Split" }).click();
  const editor = page.locator(".cm-content");
  await expect(editor).toBeVisible();
  await card(page, "StoreData").click();
  await editor.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+f");
  await page.locator(".cm-search input").first().fill('"Notify": {');
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.type('"Notify" {');
  await expect(page.locator(".stale")).toBeVisible();
  await expect(card(page, "Notify")).toBeVisible();
  await expect(page.locator(".code__status")).toHaveAttribute("data-severity", "error");
  const undoButton = undo(page);
  for (let steps = 0; steps < 20 && (await undoButton.isEnabled()); steps++) await page.keyboard.press("Control+z");
  await expect(page.locator(".stale")).toHaveCount(0);
  expect(await exported(page)).toBe(original);
});

test("a reload loses nothing", async ({ page }) => {
  await dropBetween(page, "Pass", "TransformData", "StoreData");
  await expect(page.locator(".saved")).toHaveText("Saved in this browser");
  const before = await exported(page);
  await page.reload();
  await expect(card(page, "Pass")).toBeVisible();
  expect(await exported(page)).toBe(before);
});

test("a callback waits until somebody answers", async ({ page }) => {
  await page.getByRole("tab", { name: "Examples" }).click();
  await page.locator(".example", { hasText: "Wait for a callback" }).click();
  const scenarios = page.getByLabel("Scenario", { exact: true });
  await page.getByRole("button", { name: "Run view" }).click();
  const names = await scenarios.locator("option").allInnerTexts();
  const waiting = names.find((name) => /wait|answer|open|hand/i.test(name)) ?? names[0];
  await scenarios.selectOption({ label: waiting });
  await run(page);
  await expect(page.locator(".answer")).toBeVisible();
  await page.getByRole("button", { name: "Send success" }).click();
  await expect(page.locator(".answer")).toHaveCount(0);
  await expect(page.locator(".verdict")).toContainText(/Succeeded|Failed/);
});
