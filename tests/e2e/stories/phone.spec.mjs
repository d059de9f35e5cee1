// A phone: one thing under the other, nothing to scroll sideways, everything large enough for a thumb.
import { devices } from "@playwright/test";
import { card } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const { defaultBrowserType: _, ...phone } = devices["Pixel 5"];
test.use({ ...phone, viewport: { width: 390, height: 844 } });

const room = (page) => page.getByRole("complementary", { name: "Learn" });

/** Nothing is wider than the screen, and what is pressed is 44 pixels high and wide. */
async function fits(page) {
  const found = await page.evaluate(() => {
    const app = document.querySelector(".app");
    // What lies on the diagram is as large as one zooms, and rows of trees are reached by the keys of the stepper, too.
    const pressed = [...app.querySelectorAll("button, a, select, summary, input:not([type=file])")].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".world, [role=tree], .json-tree, label, .visually-hidden"),
    );
    const small = pressed.filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && (width < 43.5 || height < 41.5);
    });
    return {
      wide: Math.max(app.scrollWidth, document.documentElement.scrollWidth),
      small: small.map((element) => `${element.getAttribute("aria-label") ?? element.textContent.trim()} ${element.className}`),
    };
  });
  expect(found).toEqual({ wide: 390, small: [] });
}

const top = async (locator) => (await locator.boundingBox()).y;

test("diagram, stepper and data stand one under the other", async ({ page }) => {
  await fits(page);
  await page.getByRole("button", { name: "Run", exact: true }).tap();
  await page.getByRole("button", { name: "To the end" }).tap();
  await expect(card(page, "Notify")).toHaveAccessibleName(/succeeded/);
  await fits(page);
  const places = [page.locator(".canvas"), page.getByRole("region", { name: "Run" }), page.getByRole("complementary", { name: "Data of the step" })];
  if (!(await places[2].isVisible())) await page.getByRole("button", { name: "Inspector" }).tap();
  const tops = await Promise.all(places.map(top));
  expect([...tops].sort((a, b) => a - b)).toEqual(tops);
  await fits(page);
});

test("a lesson is read and answered", async ({ page }) => {
  await page.getByRole("button", { name: "Learn", exact: true }).tap();
  await fits(page);
  await room(page).getByRole("button", { name: /^What happens next/ }).tap();
  await expect(card(page, "Knead")).toBeVisible();
  await fits(page);
  await room(page).getByRole("button", { name: "Next", exact: true }).tap();
  await expect(room(page).locator(".lesson-phase")).toHaveText(/^Predict/);
  await fits(page);
  expect(await top(page.locator(".canvas"))).toBeLessThan(await top(room(page)));
});
