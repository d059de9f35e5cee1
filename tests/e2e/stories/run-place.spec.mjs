// A run as a place: the one item of fifty that failed is found with its data, by mouse and by keyboard; iterations, timeline,
// events and files.
import { card, design, run, stage, step } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const CHARGE = "{% $states.input.Payload.amount < 0 ? $error('amount below zero') : {'Payload': {'receipt': $states.input.Payload.orderId}} %}";
const ORDERS = {
  StartAt: "Each order",
  States: {
    "Each order": {
      Type: "Map",
      ItemsPath: "$.orders",
      MaxConcurrency: 5,
      ResultPath: "$.charged",
      Next: "Report",
      ItemProcessor: {
        StartAt: "Check",
        States: {
          Check: { Type: "Pass", Next: "Charge" },
          Charge: {
            Type: "Task",
            Resource: "arn:aws:states:::lambda:invoke",
            Parameters: { FunctionName: "charge", "Payload.$": "$" },
            ResultSelector: { "receipt.$": "$.Payload.receipt" },
            End: true,
          },
        },
      },
    },
    Report: { Type: "Succeed" },
  },
};
const orders = (count, bad) => Array.from({ length: count }, (_, at) => ({ orderId: 1000 + at, customer: `c${at % 3}`, amount: at === bad ? -1 : 10 }));
const scenarios = (input) => ({ scenarios: [{ name: "Fifty orders", input, mocks: { Charge: { Evaluate: CHARGE, DelaySeconds: 2 } } }] });

/** Opens the orders with a scenario in which the one with number 37 is bad. */
async function openOrders(page, count = 50, bad = 37) {
  const file = (name, value) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });
  const input = page.locator("input[type=file]");
  await input.setInputFiles(file("orders.asl.json", ORDERS));
  await expect(card(page, "Each order")).toBeVisible();
  await input.setInputFiles(file("orders.scenarios.json", scenarios({ orders: orders(count, bad) })));
}

/** Whether an element can be seen without scrolling. */
async function inSight(page, locator) {
  const box = await locator.boundingBox();
  const { height } = page.viewportSize();
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

test("the one of fifty items that failed is found by mouse, with its data in sight", async ({ page }) => {
  await openOrders(page);
  await run(page);
  const data = page.getByRole("complementary", { name: "Data of the step" });
  // The run has come to the step that failed by itself.
  await expect(data.locator(".data-head__way")).toHaveText("Each order #37 · order 1037");
  await expect(data.locator(".error-words__says")).toContainText("amount below zero");
  // From anywhere else it is two clicks away.
  await step(page, "Each order").click();
  await page.getByRole("button", { name: /^Failed/ }).click();
  await step(page, "Charge").click();
  await expect(data.locator(".data-head__name")).toHaveText("Charge");
  const amount = data.getByRole("treeitem", { name: "amount -1" });
  await expect(amount).toBeVisible();
  expect(await inSight(page, amount)).toBe(true);
  expect((await stage(page, "Input")).orderId).toBe(1037);
  await expect(page.locator(".tree-row")).toHaveCount(3);
});

test("the keyboard alone finds the item that failed and leaves again", async ({ page }) => {
  await openOrders(page);
  await page.keyboard.press("Control+Enter");
  await page.getByLabel("Playing speed").selectOption("Instant");
  await expect(page.locator(".verdict")).toContainText("Failed in Charge");
  await page.getByLabel("Search the steps").focus();
  await page.keyboard.type("#37");
  await page.keyboard.press("Enter");
  const tree = page.getByRole("tree", { name: "Steps" });
  await expect(tree).toBeFocused();
  for (const key of ["Home", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  await expect(page.locator(".data-head__name")).toHaveText("Charge");
  await expect(page.locator(".data-head__way")).toContainText("#37");
  await page.keyboard.press("Escape");
  await expect(tree).toHaveCount(0);
  await expect(page.locator(".palette")).toBeVisible();
  await page.keyboard.press("r");
  await expect(tree).toBeVisible();
});

test("iterations are chosen on the canvas, and everything follows", async ({ page }) => {
  await openOrders(page);
  await run(page);
  const mark = page.locator(".run-mark");
  await expect(mark).toContainText("#37 · order 1037");
  await expect(card(page, "Charge")).toHaveAccessibleName(/failed/);
  await page.getByRole("button", { name: "The iteration before" }).click();
  await expect(mark).toContainText("#36 · order 1036");
  await expect(page.locator(".data-head__way")).toContainText("#36");
  await page.getByRole("button", { name: /failed: show the next one/ }).click();
  await expect(mark).toContainText("#37");
  await expect(page.locator(".tree-row[aria-selected=true] .tree-row__name")).toHaveText("Charge");
});

test("the timeline, the table and the events go to what is clicked", async ({ page }) => {
  await openOrders(page);
  await run(page);
  await page.getByRole("tab", { name: "Timeline" }).click();
  const timeline = page.getByRole("group", { name: /^Timeline/ });
  await timeline.locator(".timeline__name", { hasText: /^#12/ }).click();
  await expect(page.locator(".data-head__way")).toContainText("#12");
  await page.getByRole("tab", { name: "Table" }).click();
  await page.locator(".events tr", { hasText: "Each order[13]" }).first().click();
  await expect(page.locator(".data-head__way")).toContainText("#13 ");
  await page.getByRole("tab", { name: "Events" }).click();
  await page.getByLabel("Which events are listed").selectOption("Errors");
  await page.getByRole("button", { name: "TaskFailed" }).click();
  await expect(page.getByRole("region", { name: "The event in full" })).toContainText("taskFailedEventDetails");
  const saved = page.waitForEvent("download");
  await page.getByLabel("Save the run").selectOption("Steps as CSV");
  expect((await saved).suggestedFilename()).toMatch(/\.steps\.csv$/);
});

test("what lies ahead stays in sight while scrubbing back, and a run of something else is marked as outdated", async ({ page }) => {
  await run(page);
  await page.getByRole("button", { name: "To the start" }).click();
  await expect(page.locator('.tree-row[data-later="true"]')).toHaveCount(4);
  await step(page, "StoreData").click();
  await expect(page.locator(".data-head__name")).toHaveText("StoreData");
  await expect(step(page, "Notify")).toHaveAttribute("data-later", "true");
  await page.getByRole("combobox", { name: "Scenario", exact: true }).selectOption({ label: "Validate always fails" });
  await expect(page.getByText("Outdated")).toBeVisible();
  await design(page);
});

test("data is folded, searched and compared, and fifteen lines of it are in sight", async ({ page }) => {
  await openOrders(page, 50, -1);
  await run(page);
  await step(page, "Each order").click();
  await page.getByRole("tablist", { name: "Data of the step" }).getByRole("tab", { name: "Output" }).click();
  const lines = page.locator(".json-line");
  await expect(lines.first()).toBeVisible();
  const seen = await lines.evaluateAll((all) => {
    const around = all[0].closest(".json-tree__lines").getBoundingClientRect();
    return all.filter((line) => line.getBoundingClientRect().bottom <= around.bottom).length;
  });
  expect(await lines.count()).toBeLessThan(120);
  await page.getByRole("button", { name: "Changes" }).click();
  await expect(page.locator('.json-line[data-change="added"]').first()).toContainText("charged");
  await page.getByLabel("Search the data").fill("1049");
  await expect(page.locator(".json-line .n", { hasText: "1049" })).toHaveCount(2);
  expect(seen).toBeGreaterThanOrEqual(3);
  await step(page, "Report").click();
  await page.getByLabel("Search the data").fill("");
});
