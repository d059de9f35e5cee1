// Nothing that was typed is lost, and no key does what nobody meant.
import { card, exported, run } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const inspector = (page) => page.locator(".panel--inspector");
const comment = (page) => inspector(page).getByLabel("Comment", { exact: true });
const paste = (page, text) =>
  page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
const definition = async (page) => JSON.parse(await exported(page));

test("what is typed into a field is taken over when another state is clicked", async ({ page }) => {
  for (const [name, other] of [["ValidateData", "Notify"], ["StoreData", "TransformData"], ["Notify", "FailureState"]]) {
    await card(page, name).click();
    await comment(page).fill(`About ${name}`);
    await card(page, other).click();
    await expect(inspector(page).getByLabel("State name")).toHaveValue(other);
  }
  const { States } = await definition(page);
  expect([States.ValidateData, States.StoreData, States.Notify].map((state) => state.Comment)).toEqual([
    "About ValidateData",
    "About StoreData",
    "About Notify",
  ]);
});

test("a typed name is taken over when another state is clicked", async ({ page }) => {
  await card(page, "ValidateData").click();
  await inspector(page).getByLabel("State name").fill("Check");
  await card(page, "Notify").click();
  await expect(card(page, "Check")).toBeVisible();
  expect((await definition(page)).StartAt).toBe("Check");
});

test("a field that is being typed into is taken over by Ctrl+Enter, and stays", async ({ page }) => {
  await card(page, "Notify").click();
  await comment(page).fill("Tells somebody");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".verdict")).toBeVisible({ timeout: 15_000 });
  expect((await definition(page)).States.Notify.Comment).toBe("Tells somebody");
});

test("half-typed JSON is kept, marked and said, through choosing another state and through a reload", async ({ page }) => {
  await card(page, "ValidateData").click();
  await inspector(page).getByRole("radio", { name: "JSON" }).or(inspector(page).getByRole("button", { name: "JSON", exact: true })).first().click();
  const json = page.getByLabel("JSON of the state");
  await json.press("Control+End");
  await page.keyboard.type(" and more");
  await card(page, "Notify").click();
  await expect(page.locator(".notice")).toContainText("is kept as you typed it, but not taken over");
  await card(page, "ValidateData").click();
  await expect(json).toContainText("} and more");
  await expect(inspector(page).locator(".field__error")).toContainText("there is more text");
  await expect(page.locator(".saved")).toHaveText("Saved in this browser");
  await page.reload();
  await card(page, "ValidateData").click();
  await expect(json).toContainText("} and more");
  await json.press("Escape");
  await expect(json).not.toContainText("and more");
  await expect(inspector(page).locator(".field__error")).toHaveCount(0);
});

test("what is selected in the code stays selected when the text changes elsewhere, and a key replaces only that", async ({ page }) => {
  await page.getByRole("radio", { name: "Split" }).or(page.getByRole("button", { name: "Split" })).first().click();
  const code = page.locator(".cm-content");
  await expect(code).toBeVisible();
  const before = await exported(page);
  await code.click();
  await page.keyboard.press("Control+a");
  await card(page, "StoreData").click();
  await inspector(page).getByLabel("State name").fill("Store everything");
  await inspector(page).getByLabel("State name").press("Enter");
  await expect(card(page, "Store everything")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(card(page, "StoreData")).toBeVisible();
  expect(await exported(page)).toBe(before);
  await page.locator(".cm-line").nth(1).click();
  await page.keyboard.press("End");
  await page.keyboard.type(" ");
  expect((await exported(page)).length).toBe(before.length + 1);
});

test("pasting plain text changes nothing, however often", async ({ page }) => {
  const before = await exported(page);
  for (const text of ["just a note", "and another: with colon", "- a\n- list"]) {
    await paste(page, text);
    await expect(page.locator(".notice")).toContainText("not taken over");
  }
  expect(await exported(page)).toBe(before);
});

test.describe("when the module dies", () => {
  test.use({ allowed: [/./] });

  test("a banner says so, the text can be downloaded, and a reload finds it", async ({ page }) => {
    await card(page, "ValidateData").click();
    await comment(page).fill("Typed just before");
    await card(page, "Notify").click();
    // What a panic ends in.
    await page.evaluate(() => {
      setTimeout(() => {
        const trap = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]));
        new WebAssembly.Instance(trap).exports.f();
      });
    });
    const banner = page.getByRole("alertdialog", { name: "The page has stopped" });
    await expect(banner).toContainText("Your workflow is kept");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      banner.getByRole("button", { name: "Download what I have" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Serverless-data-pipeline.asl.json");
    await banner.getByRole("button", { name: "Reload" }).click();
    await expect(card(page, "ValidateData")).toBeVisible();
    await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
    expect((await definition(page)).States.ValidateData.Comment).toBe("Typed just before");
  });
});

test("a run over nested distributed Maps of 10,000 items shows its end without a long task", async ({ page }) => {
  const inner = { Type: "Pass", End: true };
  const map = (States) => ({ Type: "Map", End: true, ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, StartAt: "Each", States } });
  const nested = [1, 2, 3, 4].reduce((each) => map({ Each: each }), inner);
  const items = (depth) => Array.from({ length: 10 }, () => (depth === 1 ? 1 : items(depth - 1)));
  await paste(page, JSON.stringify({ StartAt: "Make", States: { Make: { Type: "Pass", Result: items(4), Next: "Each" }, Each: nested } }));
  await expect(card(page, "Make")).toBeVisible();
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Succeeded");
});

test("typing over all of the code replaces it without a complaint, and undo brings it back", async ({ page }) => {
  await page.getByRole("button", { name: "Split" }).click();
  const lines = page.locator(".cm-line");
  const before = await exported(page);
  await lines.nth(2).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("x");
  await expect(lines).toHaveText(["x"]);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(lines.first()).toHaveText("{");
  expect(await exported(page)).toBe(before);
  await lines.nth(2).click();
  // A bracket or quote goes around what is selected.
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press('"');
  await expect(lines.first()).toHaveText('"{');
});
