// Earlier versions: what the browser kept is listed, compared, and taken back as a step like any other.
import { card } from "../designer.mjs";
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
