// Whatever is opened: a clear word, nothing lost, no freeze.
import { card, exported } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const open = (page, name, text) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

const cases = {
  "broken JSON": '{"StartAt": "A", "States": {"A" {"Type": "Pass", "End": true}}}',
  "no ASL": '{"name": "package", "version": "1.0.0"}',
  "a Next that names no state": '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}}',
  "ten thousand brackets": "[".repeat(10_000),
  "no JSON at all": "hello",
  "nothing": "",
  "five megabytes": `{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "${"x".repeat(5_000_000)}", "End": true}}}`,
};

for (const [what, text] of Object.entries(cases)) {
  test(`${what} is opened, explained and left again`, async ({ page }) => {
    const original = await exported(page);
    await open(page, "odd.json", text);
    await page.getByRole("tab", { name: /Problems/ }).click();
    await expect(page.locator(".problem, .notice").first()).toBeVisible();
    const began = Date.now();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(Date.now() - began, "the page answers").toBeLessThan(2000);
    expect(await exported(page)).toBe(text);
    await page.getByRole("button", { name: /^Undo/ }).click();
    await expect(card(page, "ValidateData")).toBeVisible();
    expect(await exported(page)).toBe(original);
  });
}

test("a file that is too large is refused with a reason", async ({ page }) => {
  await open(page, "huge.json", " ".repeat(9 * 1024 * 1024));
  await expect(page.locator(".notice")).toContainText("9 MB");
  await expect(card(page, "ValidateData")).toBeVisible();
});

test("pasting a definition opens it", async ({ page }) => {
  const text = '{"StartAt": "Pasted", "States": {"Pasted": {"Type": "Succeed"}}}';
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await expect(card(page, "Pasted")).toBeVisible();
  expect(await exported(page)).toBe(text);
});
