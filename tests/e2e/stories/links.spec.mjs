// Workflows in links: made here, opened elsewhere, nothing overwritten.
import { card, exported } from "../designer.mjs";
import { expect, isComplaint, test } from "../story.mjs";

const share = async (page) => {
  await page.getByRole("button", { name: "File" }).click();
  await page.getByRole("menuitem", { name: "Share by a link…" }).click();
  const dialog = page.getByRole("dialog", { name: "Share by a link" });
  return { dialog, link: await dialog.getByLabel("Link").inputValue() };
};

test("a link opens elsewhere as it was, runs at once, and is kept only when somebody says so", async ({ page, browser }) => {
  const definition = await exported(page);
  await page.keyboard.press("Control+Enter");
  await expect(card(page, "Notify")).toHaveAccessibleName(/succeeded/);
  const { dialog, link } = await share(page);
  expect(link).toMatch(/#share=1\.[\w-]+$/);
  expect(link.length).toBeLessThan(8000);
  await expect(dialog).toContainText("short enough for mail and chat");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  const complaints = [];
  other.on("console", (message) => isComplaint(message) && complaints.push(message.text()));
  await other.goto(link);
  await expect(other.getByText("This workflow came by a link.")).toBeVisible();
  await expect(card(other, "Notify")).toHaveAccessibleName(/succeeded/);
  expect(await exported(other)).toBe(definition);

  // It cannot be changed until it is kept.
  await card(other, "Notify").click();
  await other.keyboard.press("Delete");
  await expect(other.locator(".notice__text", { hasText: "keep a copy to change it" })).toBeVisible();
  await expect(card(other, "Notify")).toBeVisible();
  await other.getByRole("button", { name: "Keep a copy" }).click();
  await expect(other.locator(".saved")).toHaveText("Saved in this browser");
  await card(other, "Notify").click();
  await other.keyboard.press("Delete");
  await expect(card(other, "Notify")).toHaveCount(0);
  await expect(other.locator(".saved")).toHaveText("Saved in this browser");
  expect(new URL(other.url()).hash).toBe("");
  await other.reload();
  await expect(card(other, "StoreData")).toBeVisible();
  await expect(card(other, "Notify")).toHaveCount(0);
  expect(complaints).toEqual([]);
  await elsewhere.close();
});

test("a link leaves what the browser keeps as it is, and a damaged one says so", async ({ page }) => {
  await page.getByLabel("Workflow name").fill("Mine");
  await page.getByLabel("Workflow name").press("Enter");
  await expect(page.locator(".saved")).toHaveText("Saved in this browser");
  const { link } = await share(page);
  await page.keyboard.press("Escape");
  await page.goto(`${link.slice(0, -40)}`);
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await expect(page.getByText("This link is damaged")).toBeVisible();
  await expect(page.getByLabel("Workflow name")).toHaveValue("Mine");
  await page.goto(link);
  await expect(page.getByText("This workflow came by a link.")).toBeVisible();
  await page.goto("./");
  await expect(page.getByLabel("Workflow name")).toHaveValue("Mine");
  await expect(page.getByText("came by a link")).toHaveCount(0);
});
