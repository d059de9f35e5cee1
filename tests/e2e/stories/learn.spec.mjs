// Lessons: opened beside the canvas, answered by mouse and by keyboard, checked by simulation.
import { card } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const room = (page) => page.getByRole("complementary", { name: "Learn" });
const openRoom = async (page) => {
  await page.getByRole("button", { name: "Learn", exact: true }).click();
  await expect(room(page).getByText(/of \d+ lessons done/)).toBeVisible();
};
const phase = (page, name) => expect(room(page).locator(".lesson-phase")).toHaveText(name);

test("the lesson on ResultPath is gone through by mouse, from a wrong prediction to a workflow that passes", async ({ page }) => {
  await openRoom(page);
  await room(page).getByRole("button", { name: /^The result that ate the input/ }).click();
  await expect(card(page, "CheckPrice")).toBeVisible();
  await phase(page, "What it is about");
  await room(page).getByRole("button", { name: "Next", exact: true }).click();

  await phase(page, /^Predict/);
  await room(page).getByLabel("Your answer, as JSON").fill('{"customer": "Kim", "flowers": "roses", "amount": 2400}');
  await room(page).getByRole("button", { name: "Check", exact: true }).click();
  await expect(room(page).getByText("Nothing is merged by itself.", { exact: false })).toBeVisible();
  await room(page).getByLabel("Your answer, as JSON").fill('{"amount": 2400}');
  await room(page).getByRole("button", { name: "Check", exact: true }).click();
  await expect(room(page).getByText("the result takes the place of everything", { exact: false })).toBeVisible();
  await room(page).getByRole("button", { name: "Next", exact: true }).click();
  await room(page).getByLabel("No: nobody knows any more whom they are for.").check();
  await room(page).getByRole("button", { name: "Check", exact: true }).click();
  await room(page).getByRole("button", { name: "Next", exact: true }).click();

  await phase(page, "Run");
  await room(page).getByRole("button", { name: "Roses for Kim" }).click();
  await expect(card(page, "Deliver")).toHaveAccessibleName(/succeeded/);
  await room(page).getByRole("button", { name: "Next", exact: true }).click();

  await phase(page, /^Investigate/);
  await card(page, "CheckPrice").click();
  await expect(room(page).getByText("You look at CheckPrice")).toBeVisible();
  await room(page).getByRole("button", { name: "Check", exact: true }).click();
  await expect(room(page).getByText("Its input has a customer and its output has none.")).toBeVisible();
  await room(page).getByRole("button", { name: "Next", exact: true }).click();
  // The next question is about another example: its run is a click away.
  await expect(room(page).getByText("Its run is not on the screen.", { exact: false })).toBeVisible();
  await room(page).getByRole("button", { name: "Run “A price is in the order already”" }).click();
  await expect(room(page).getByText("Its run is on the screen.", { exact: false })).toBeVisible();
  await room(page).getByRole("button", { name: "Skip" }).click();

  await phase(page, "Modify");
  await room(page).getByRole("button", { name: "Check my workflow" }).click();
  await expect(room(page).locator(".check[data-state=failed]").first()).toBeVisible();
  await room(page).getByRole("button", { name: "Look at this run" }).first().click();
  await expect(card(page, "Deliver")).toHaveAccessibleName(/succeeded/);
  for (const name of ["Hint", "Next hint"]) await room(page).getByRole("button", { name }).click();
  await expect(room(page).getByText("Give it the field ResultPath.")).toBeVisible();
});

test("a lesson is answered by keyboard alone, and the progress outlives a reload", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Learn");
  await page.keyboard.press("Enter");
  const first = room(page).getByRole("button", { name: /^What happens next/ });
  await first.focus();
  await page.keyboard.press("Enter");
  await phase(page, "What it is about");
  await room(page).getByRole("button", { name: "Next", exact: true }).focus();
  await page.keyboard.press("Enter");
  await phase(page, /^Predict/);
  await page.reload();
  await openRoom(page);
  await expect(room(page).getByRole("button", { name: /^What happens next\s*, begun/ })).toBeVisible();
});

test.describe("without a connection", () => {
  test.use({ allowed: [/net::ERR_FAILED/] });

  test("lessons that do not load say what to do", async ({ page, context }) => {
    await context.route(/lessons-.*\.json/, (route) => route.abort());
    await page.getByRole("button", { name: "Learn", exact: true }).click();
    await expect(room(page).getByText("The lessons could not be loaded.", { exact: false })).toBeVisible();
    await context.unroute(/lessons-.*\.json/);
    await room(page).getByRole("button", { name: "Try again" }).click();
    await expect(room(page).getByText(/of \d+ lessons done/)).toBeVisible();
  });
});
