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

test("what comes into sight by zooming and panning stands in the page in the order of the flow", async ({ page }) => {
  await open(page, chain(2000));
  await expect(page.locator('.card[title="State number 0"]')).toBeVisible();
  const box = await page.locator(".canvas").boundingBox();
  const zoom = async (by) => {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, by);
    await page.keyboard.up("Control");
  };
  const numbers = () => page.locator(".canvas .card").evaluateAll((cards) => cards.map((card) => Number(card.title.split(" ").at(-1))));
  const isWhole = async () => {
    const there = await numbers();
    return there.length > 20 && there.every((number, at) => at === 0 || number === there[at - 1] + 1);
  };
  await page.getByRole("button", { name: "Fit the diagram" }).click();
  await expect(page.locator("canvas.far")).toBeVisible();
  await expect(page.locator(".canvas .card")).toHaveCount(0);
  await page.getByRole("button", { name: /^< 1 %$|^\d+ %$/ }).click();
  await zoom(120);
  await zoom(120);
  await expect.poll(isWhole).toBe(true);
  const before = await numbers();
  for (let step = 0; step < 12; step++) await page.mouse.wheel(0, 120);
  await expect.poll(async () => (await numbers())[0]).not.toBe(before[0]);
  await expect.poll(isWhole).toBe(true);
});

test("from afar a diagram has the page's colours, also when these change", async ({ page }) => {
  await open(page, choices(1500, 3));
  await expect(page.getByText(/Drawn simplified/)).toBeVisible();
  await page.getByRole("button", { name: "Fit the diagram" }).click();
  const brightness = () =>
    page.locator("canvas.far").evaluate((canvas) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      let [sum, count] = [0, 0];
      for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 200) [sum, count] = [sum + data[at], count + 1];
      return count ? sum / count : undefined;
    });
  await expect.poll(brightness).toBeGreaterThan(140);
  await page.getByRole("button", { name: "Dark colours" }).click();
  await expect.poll(brightness).toBeLessThan(120);
});

test("a Choice with many rules shows them all, in their order", async ({ page }) => {
  await open(page, choices(3, 31));
  await page.locator('.card[title="Choice 1"]').click();
  const titles = page.getByLabel("Inspector").locator(".entry__title");
  await expect(titles).toHaveText(Array.from({ length: 30 }, (_, value) => `If value is ${value}`));
  await page.getByRole("button", { name: "Add rule" }).click();
  await expect(titles).toHaveCount(31);
  await expect(page.getByLabel("Inspector").locator(".entry").last().locator(":focus")).toHaveCount(1);
});

test("the minimap's button says when there is no room for a minimap", async ({ page }) => {
  await open(page, chain(400));
  const button = page.getByRole("button", { name: "Minimap" });
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".minimap")).toBeVisible();
  await page.setViewportSize({ width: 540, height: 800 });
  await expect(page.locator(".minimap")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Minimap: there is room for it on a wider canvas" })).toBeDisabled();
  await expect(button).toHaveAttribute("aria-pressed", "false");
});
