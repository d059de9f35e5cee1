// Everything that can be done with a state, from its menu, from the command palette and by key.
import { card, exported } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const definition = async (page) => JSON.parse(await exported(page));
const example = async (page, name) => {
  await page.getByRole("tab", { name: "Examples" }).click();
  await page.locator(".example", { hasText: name }).first().click();
};

test("the menu of a state wraps it in a Map and dissolves the Map, by mouse", async ({ page }) => {
  await example(page, "Order in three steps");
  await expect(card(page, "CheckInventory")).toBeVisible();
  const original = await exported(page);
  await card(page, "CheckInventory").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Put into a Map" }).click();
  await expect(card(page, "Map")).toBeVisible();
  expect((await definition(page)).States.Map.ItemProcessor.States).toHaveProperty("CheckInventory");
  await page.getByRole("button", { name: "More to do with this state" }).click();
  await page.getByRole("menuitem", { name: "Dissolve the container" }).click();
  await expect(card(page, "Map")).toHaveCount(0);
  await page.locator(".canvas").press("Control+z");
  await page.locator(".canvas").press("Control+z");
  expect(await exported(page)).toBe(original);
});

test("the menu opens and works by keyboard, says why something can't be done, and gives the focus back", async ({ page }) => {
  await card(page, "TransformData").focus();
  await page.keyboard.press("Shift+F10");
  const menu = page.getByRole("menu", { name: "What to do with the state" });
  await expect(menu).toBeVisible();
  await expect(menu.getByRole("menuitem", { name: /Put into a Parallel/ })).toContainText("no transition may leave");
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(card(page, "TransformData")).toBeFocused();
  await page.keyboard.press("Shift+F10");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(Object.keys((await definition(page)).States)).toHaveLength(6);
});

test("a state is copied, cut and pasted as ASL text", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await card(page, "TransformData").click();
  await page.locator(".canvas").press("Control+x");
  await expect(card(page, "TransformData")).toHaveCount(0);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(Object.keys(JSON.parse(text))).toEqual(["TransformData"]);
  await card(page, "StoreData").click();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await expect(card(page, "TransformData")).toBeVisible();
  const { States } = await definition(page);
  expect([States.StoreData.Next, States.TransformData.Next]).toEqual(["TransformData", "Notify"]);
});

test("the command palette runs commands, goes to states and adds them, by keyboard alone", async ({ page }) => {
  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: /Search commands/ });
  await expect(search).toBeFocused();
  await page.keyboard.type("storedata");
  await page.keyboard.press("Enter");
  await expect(card(page, "StoreData")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("wait let");
  await page.keyboard.press("Enter");
  expect((await definition(page)).States.StoreData.Next).toBe("Wait");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("undo");
  await page.keyboard.press("Enter");
  await expect(card(page, "Wait")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(page.locator(".found")).toHaveCount(0);
});

test("N adds a state after the chosen one", async ({ page }) => {
  await card(page, "ValidateData").click();
  await page.keyboard.press("n");
  await page.keyboard.type("pass");
  await page.keyboard.press("Enter");
  await expect(card(page, "Pass")).toHaveAttribute("aria-pressed", "true");
  expect((await definition(page)).States.ValidateData.Next).toBe("Pass");
});

test("the plus on a line adds a state there", async ({ page }) => {
  const [a, b] = [await card(page, "TransformData").boundingBox(), await card(page, "StoreData").boundingBox()];
  await page.mouse.move(a.x + a.width / 2, a.y + a.height + 8);
  const plus = page.getByRole("button", { name: "Add a state here" });
  await expect(plus).toBeVisible();
  expect((await plus.boundingBox()).y).toBeLessThan(b.y);
  await plus.click();
  await page.keyboard.type("wait let");
  await page.keyboard.press("Enter");
  const { States } = await definition(page);
  expect([States.TransformData.Next, States.Wait.Next]).toEqual(["Wait", "StoreData"]);
});
