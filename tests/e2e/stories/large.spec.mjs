// Definitions of thousands of states: they open, are drawn, walked and edited like any other, by mouse and by keyboard.
import { choices, chain } from "../../../bench/browser/definitions.mjs";
import { expect, test } from "../story.mjs";

const open = (page, text) =>
  page.locator("input[type=file]").first().setInputFiles({ name: "large.asl.json", mimeType: "application/json", buffer: Buffer.from(text) });

test("a chain of 3,000 states opens at its start and is edited by keyboard, also after a reload", async ({ page }) => {
  await open(page, chain(3000));
  const first = page.locator('.card[title="State number 0"]');
  await expect(first).toBeVisible();
  await expect(page.getByText("Drawing…")).toHaveCount(0);
  // Only what is near the view is there.
  expect(await page.locator(".canvas .card").count()).toBeLessThan(60);
  await first.click();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator('.card[title="State number 1"]')).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Delete");
  await expect(page.locator('.card[title="State number 1"]')).toHaveCount(0);
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  await page.reload();
  await expect(first).toBeVisible();
  await expect(page.locator('.card[title="State number 2"]')).toBeVisible();
  await expect(page.locator('.card[title="State number 1"]')).toHaveCount(0);
});

test("a dense graph is drawn simplified, says so, and its states can be chosen", async ({ page }) => {
  await open(page, choices(1500, 3));
  await expect(page.getByText(/Drawn simplified/)).toBeVisible();
  const first = page.locator('.card[title="Choice 0"]');
  await first.click();
  await expect(first).toHaveAttribute("aria-pressed", "true");
  // Seen as a whole it is one picture, and a press on it finds a state.
  await page.getByRole("button", { name: "Fit the diagram" }).click();
  await expect(page.locator("canvas.far")).toBeVisible();
  expect(await page.locator(".canvas *").count()).toBeLessThan(400);
  // What is not dense says nothing.
  await open(page, chain(40));
  await expect(page.locator('.card[title="State number 39"]')).toBeAttached();
  await expect(page.getByText(/Drawn simplified/)).toHaveCount(0);
});

test("a line that is drawn in one picture with hundreds of others is pointed at and chosen like any other", async ({ page }) => {
  await open(page, choices(200, 16));
  await expect(page.getByText(/Drawn simplified/)).toBeVisible();
  await page.getByRole("button", { name: /^\d+ %$/ }).click();
  await expect(page.locator('.card[title^="Choice"]').first()).toBeVisible();
  await expect(page.locator("path.edge")).toHaveCount(0);
  const canvas = page.locator(".canvas");
  const ground = await page.evaluate(() => {
    const { left, top, width, height } = document.querySelector(".canvas").getBoundingClientRect();
    const points = [];
    for (let x = left + width * 0.55; x < left + width - 20; x += 3) points.push([x, top + height * 0.45], [x, top + height * 0.55]);
    return points.filter(([x, y]) => document.elementFromPoint(x, y).matches(".canvas"));
  });
  let met = false;
  for (const [x, y] of ground) {
    await page.mouse.move(x, y);
    // Its end has a grip and its middle a “+”: anywhere else it is the line itself that is pressed.
    const isBare = await page.evaluate(([x, y]) => document.elementFromPoint(x, y).matches(".canvas"), [x, y]);
    met = isBare && (await canvas.getAttribute("data-on-line")) === "true";
    if (met) break;
  }
  expect(met, "a line is under one of these points").toBe(true);
  await expect(page.locator('path.edge[data-pointed="true"]')).toHaveCount(1);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.locator('path.edge[data-selected="true"]')).toHaveCount(1);
});
