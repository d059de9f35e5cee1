// The page starts from a path below a host's root, under the strictest policy, and its worker answers.
import { expect, test } from "../story.mjs";

test("the page starts", async ({ page }) => {
  await expect(page).toHaveTitle(/Stepwright/);
  await expect(page.locator("main")).toBeVisible();
});

test("the release page carries its policy itself", async ({ page }) => {
  const policy = page.locator("head > meta").first();
  await expect(policy).toHaveAttribute("http-equiv", "Content-Security-Policy");
  await expect(policy).toHaveAttribute("content", /default-src 'none'/);
});

test("the first paint waits for neither the worker nor the editor", async ({ page }) => {
  await expect(page.locator("main")).toBeVisible();
  const { painted, late } = await page.evaluate(() => ({
    painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    late: performance.getEntriesByType("resource").filter(({ name }) => /\/(editor|engine)-[0-9a-f]+[./]/.test(name)),
  }));
  expect(late.filter(({ startTime }) => startTime < painted)).toEqual([]);
});

const PARTS = /\/parts-[0-9a-f]+\/[^/]+\.wasm$/;

test("the diagram is there before the panels, and what is pressed meanwhile is done when they are", async ({ page }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(PARTS, async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  const card = page.getByRole("button", { name: "Task: StoreData" });
  await expect(card).toBeVisible();
  await expect(page.getByRole("button", { name: "Run", exact: true })).toHaveCount(0);
  await card.click();
  release();
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await expect(card).toHaveAttribute("aria-pressed", "true");
});

test.describe("without the panels", () => {
  test.use({ allowed: [/(split_late|chunk_\d+)\.wasm|Failed to load resource|Failed to fetch/] });

  test("the page says that a part of it could not be loaded", async ({ page }) => {
    await page.route(PARTS, (route) => route.abort("connectionrefused"));
    await page.reload();
    await expect(page.getByRole("button", { name: "Task: StoreData" })).toBeVisible();
    await expect(page.getByRole("alert")).toContainText("could not be loaded");
  });
});

test("the worker says that it is ready", async ({ page }) => {
  const first = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const { worker } = document.getElementById("boot").dataset;
        const engine = new Worker(new URL(worker, document.baseURI), { type: "module" });
        engine.onmessage = ({ data }) => resolve(Array.from(data));
        engine.onerror = () => reject(new Error("the worker failed"));
      }),
  );
  // The first kind of reply, then the version of the messages.
  expect(first).toEqual([0, expect.any(Number)]);
});
