// Sandboxed services: set up at a click, seen after the run; and a single state tested by itself.
import { card, design, run, stage } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const ORDERS = {
  StartAt: "Save",
  States: {
    Save: {
      Type: "Task",
      Resource: "arn:aws:states:::dynamodb:putItem",
      Parameters: { TableName: "Orders", Item: { id: { "S.$": "$.id" } } },
      ResultPath: null,
      Next: "Price",
    },
    Price: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:Price", End: true },
  },
};

test("tasks work on sandboxed services, which are seen after the run", async ({ page }) => {
  await page.locator("input[type=file]").setInputFiles({ name: "orders.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(ORDERS)) });
  await page.getByRole("button", { name: "Run view" }).click();
  await page.getByRole("tab", { name: "Scenarios", exact: true }).click();
  await page.getByLabel("Input of the execution").fill('{ "id": "a-17", "net": 10 }');
  await page.getByRole("tab", { name: "Services" }).click();
  await expect(page.getByText("No service is sandboxed")).toBeVisible();
  await page.getByRole("button", { name: "Sandbox what this workflow calls" }).click();
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByLabel("Price", { exact: true }).fill("{% $event.net * 1.2 %}");
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  expect(await stage(page, "Output")).toBe(12);
  await page.getByRole("tab", { name: "Summary" }).click();
  await page.getByRole("tab", { name: "Services" }).click();
  const table = page.getByRole("region", { name: "DynamoDB Orders" });
  await expect(table).toContainText("1 item, 1 by this run");
  await expect(table.getByRole("row", { name: /a-17/ })).toContainText("new");
});

test("a state is tested by itself, with the last run's data and another answer", async ({ page }) => {
  await run(page);
  await design(page);
  await card(page, "TransformData").click();
  await page.keyboard.press("t");
  await expect(page.getByLabel("Input of the state")).toHaveValue(/"valid_count": 2/);
  await page.getByRole("button", { name: "Test state" }).click();
  const outcome = page.locator(".state-test .verdict");
  await expect(outcome).toContainText("Succeeded");
  await expect(outcome).toContainText("Next: StoreData");
  await expect(page.locator(".state-test .stage", { hasText: "After Parameters" })).toContainText("Payload");
  await page.getByRole("button", { name: "An error", exact: true }).click();
  await page.getByLabel("Error", { exact: true }).fill("Lambda.TooManyRequestsException");
  await page.getByRole("button", { name: "Test state" }).click();
  await expect(outcome).toContainText("would be tried again");
  await expect(outcome).toContainText("after 2 s");
});
