// Scenarios as a panel: run all, what is expected and what came, mocks case by case, tables, coverage; by mouse and by keyboard.
import { card, chooseStep, exported, lookAtRun, run, stage, step } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const list = (page) => page.getByRole("listbox", { name: "Scenarios" });
const rows = (page) => list(page).getByRole("option");
const row = (page, name) => rows(page).filter({ has: page.locator(".scenario-row__name", { hasText: new RegExp(`^${name}$`) }) });
const undo = (page) => page.getByRole("button", { name: /^Undo/ });

/** Opens the pane of scenarios. */
async function scenarios(page) {
  await lookAtRun(page);
  const tab = page.getByRole("tab", { name: "Scenarios", exact: true });
  if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
}

/** Shows a side of the chosen scenario. */
const face = (page, name) => page.getByRole("tablist", { name: "The scenario" }).getByRole("tab", { name: new RegExp(`^${name}`) }).click();

const file = (name, value) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });

/** Opens a workflow with its scenarios. */
async function open(page, definition, held) {
  const input = page.locator("input[type=file]");
  await input.setInputFiles(file("story.asl.json", definition));
  await expect(card(page, definition.StartAt)).toBeVisible();
  await input.setInputFiles(file("story.scenarios.json", held));
}

test("all scenarios are run, and each is made, named, doubled and deleted by mouse", async ({ page }) => {
  await scenarios(page);
  const count = await rows(page).count();
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(page.locator(".scenario-list__sum")).toContainText(`${count} passed`);
  await expect(page.locator(".scenario-row[data-mark=passed]")).toHaveCount(count);

  await page.getByRole("button", { name: "New scenario" }).click();
  await expect(row(page, "New scenario")).toHaveAttribute("aria-selected", "true");
  await expect(row(page, "New scenario")).toContainText("not run yet");
  await row(page, "New scenario").dblclick();
  await page.getByLabel("Name of the scenario").fill("No records");
  await page.getByLabel("Name of the scenario").press("Enter");
  await expect(row(page, "No records")).toHaveCount(1);
  await page.getByRole("button", { name: "Duplicate scenario" }).click();
  await expect(rows(page)).toHaveCount(count + 2);
  await page.getByRole("button", { name: "Delete scenario" }).click();
  await page.getByRole("button", { name: "Delete scenario" }).click();
  await expect(rows(page)).toHaveCount(count);
  await undo(page).click();
  await expect(rows(page)).toHaveCount(count + 1);
  // What was run before is still known; a change of the workflow makes it one of before.
  await expect(page.locator(".scenario-row[data-mark=passed][data-stale=false]")).toHaveCount(count);
});

test("the keyboard alone goes through the scenarios, runs, names and deletes them", async ({ page }) => {
  await page.keyboard.press("Shift+R");
  await expect(page.locator(".scenario-list__sum")).toContainText("passed");
  const count = await rows(page).count();
  await list(page).focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.getByLabel("Playing speed").selectOption("Instant");
  await expect(page.locator(".verdict").first()).toContainText("Succeeded");
  await list(page).focus();
  await page.keyboard.press("F2");
  await expect(page.getByLabel("Name of the scenario")).toBeFocused();
  await page.keyboard.type("Twice");
  await page.keyboard.press("Enter");
  await expect(row(page, "Twice")).toHaveCount(1);
  await list(page).focus();
  await page.keyboard.press("Delete");
  await expect(rows(page)).toHaveCount(count - 1);
  await page.keyboard.press("Control+z");
  await expect(rows(page)).toHaveCount(count);
});

test("a run is expected, a different one is shown and accepted, and all of it is undone", async ({ page }) => {
  const copy = (page) => rows(page).nth(1);
  await scenarios(page);
  await page.getByRole("button", { name: "Duplicate scenario" }).click();
  await face(page, "Expected");
  const point = (name) => page.locator(".point", { has: page.locator(".point__label", { hasText: name }) });
  for (const name of ["Output, exactly", "Path of states"]) await point(name).getByRole("button", { name: "Expect this no longer" }).click();
  await expect(point("Path of states")).toHaveCount(0);
  await run(page);
  await expect(copy(page)).toHaveAttribute("data-mark", "passed");
  await page.getByRole("button", { name: "Expect this", exact: true }).first().click();
  await expect(page.getByLabel("Output, exactly")).toHaveValue(/stored_records/);
  // Something else is expected: that is seen at once, point by point.
  const status = page.getByLabel("Status", { exact: true });
  await status.fill("FAILED");
  await status.press("Enter");
  await expect(copy(page)).toHaveAttribute("data-mark", "unmet");
  await expect(page.locator(".difference").first()).toContainText('"FAILED"');
  await expect(page.locator(".verdict").first()).toContainText("The scenario expects something else");
  await page.getByRole("button", { name: "Accept the new result" }).last().click();
  await expect(status).toHaveValue("SUCCEEDED");
  await expect(copy(page)).toHaveAttribute("data-mark", "passed");
  await page.getByRole("button", { name: "Path of states" }).click();
  await expect(page.getByLabel("Path of states")).toHaveValue(/ValidateData/);
  await undo(page).click();
  await expect(point("Path of states")).toHaveCount(0);
  await undo(page).click();
  await expect(status).toHaveValue("FAILED");
});

test("a Task fails twice, then answers as it did in the run", async ({ page }) => {
  await scenarios(page);
  await run(page);
  await page.getByRole("tab", { name: "Mocks" }).click();
  const mock = page.getByRole("region", { name: "Mock of ValidateData" });
  await mock.getByRole("button", { name: "Use this run's answer" }).click();
  await expect(mock.getByLabel("What it answers, case 1 of ValidateData")).toHaveValue("succeed with");
  await mock.getByRole("button", { name: "Fail twice, then…" }).click();
  await expect(mock.getByLabel("When it is given, case 1 of ValidateData")).toHaveValue("At attempt");
  await mock.getByLabel("Error, case 1 of ValidateData").fill("Lambda.ServiceException");
  await mock.getByLabel("Error, case 1 of ValidateData").press("Enter");
  await run(page);
  await expect(page.locator(".verdict").first()).toContainText("Succeeded");
  await chooseStep(page, "ValidateData");
  await page.getByRole("tab", { name: /^Attempts/ }).click();
  await expect(page.getByRole("complementary", { name: "Data of the step" })).toContainText("Lambda.ServiceException");
  // By the input, with a delay by chance.
  await mock.getByLabel("When it is given, case 1 of ValidateData").selectOption("If what it is sent");
  await mock.getByLabel("Condition, case 1 of ValidateData").fill("$count($states.input.Payload.records) > 2");
  await mock.getByLabel("Condition, case 1 of ValidateData").press("Enter");
  await expect(mock.getByLabel("Condition, case 1 of ValidateData")).toHaveValue("{% $count($states.input.Payload.records) > 2 %}");
  await mock.getByLabel("Seconds that it takes, case 2 of ValidateData").fill("soon");
  await mock.getByLabel("Seconds that it takes, case 2 of ValidateData").press("Enter");
  await expect(mock).toContainText("seconds are needed");
  await mock.getByLabel("Seconds that it takes, case 2 of ValidateData").fill("1 to 5");
  await mock.getByLabel("Seconds that it takes, case 2 of ValidateData").press("Enter");
  await mock.getByRole("button", { name: "JSON" }).click();
  await expect(mock.getByLabel("Mock of ValidateData as JSON")).toHaveValue(/"min": 1/);
});

test("a table becomes scenarios, which are run", async ({ page }) => {
  await scenarios(page);
  const count = await rows(page).count();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Add from a table…" }).click();
  await page.getByLabel(/^A table/).fill('name,records,expect.status\nnone,[],SUCCEEDED\none,"[{""id"": 1, ""value"": 2}]",SUCCEEDED');
  await expect(page.getByText(/2 scenarios \(none, one\)/)).toBeVisible();
  await page.getByRole("button", { name: "Add 2 scenarios" }).click();
  await expect(rows(page)).toHaveCount(count + 2);
  await expect(row(page, "none")).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(row(page, "one")).toHaveAttribute("data-mark", "passed");
  await undo(page).click();
  await expect(rows(page)).toHaveCount(count);
});

test("what no scenario goes through is listed, painted and gone to", async ({ page }) => {
  await scenarios(page);
  while ((await rows(page).count()) > 1) await page.getByRole("button", { name: "Delete scenario" }).click();
  await face(page, "Coverage");
  await page.locator(".scenarios__body").getByRole("button", { name: "Run all" }).click();
  const missing = page.locator(".missing");
  await expect(missing.first()).toBeVisible();
  const name = await missing.first().locator(".missing__name").innerText();
  await page.getByRole("button", { name: "Paint on the diagram" }).click();
  await expect(page.getByRole("button", { name: "Show the run again" })).toHaveAttribute("aria-pressed", "true");
  await missing.first().click();
  await expect(card(page, name)).toHaveAttribute("aria-pressed", "true");
});

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
        StartAt: "Charge",
        States: {
          Charge: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "charge", "Payload.$": "$" }, Next: "Charged" },
          Charged: { Type: "Pass", End: true },
          Refused: { Type: "Pass", Result: "refused", End: true },
        },
      },
    },
    Report: { Type: "Succeed" },
  },
};

test("of fifty items the bad one is found, its data is seen, and the fix turns the scenario green", async ({ page }) => {
  const orders = Array.from({ length: 50 }, (_, at) => ({ orderId: 1000 + at, amount: at === 37 ? -1 : 10 }));
  const mocks = { Charge: { Evaluate: CHARGE, DelaySeconds: 2 } };
  await open(page, ORDERS, { scenarios: [{ name: "Fifty orders", input: { orders }, mocks, expect: { status: "SUCCEEDED" } }] });
  await page.keyboard.press("Shift+R");
  await expect(row(page, "Fifty orders")).toHaveAttribute("data-mark", "unmet");
  // One action: the run ends at the step that failed.
  await run(page);
  const data = page.getByRole("complementary", { name: "Data of the step" });
  await expect(data.locator(".data-head__way")).toHaveText("Each order #37 · order 1037");
  await expect(data.locator(".error-words__says")).toContainText("amount below zero");
  expect((await stage(page, "Input")).amount).toBe(-1);
  // The fix: the error is caught, so that one bad order stops no other.
  const definition = JSON.parse(await exported(page));
  definition.States["Each order"].ItemProcessor.States.Charge.Catch = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Refused" }];
  await page.getByRole("button", { name: "Split", exact: true }).click();
  const editor = page.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("Control+a");
  await editor.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, JSON.stringify(definition, null, 2));
  await page.getByRole("button", { name: "Design", exact: true }).click();
  await expect(row(page, "Fifty orders")).toHaveAttribute("data-stale", "true");
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(row(page, "Fifty orders")).toHaveAttribute("data-mark", "passed");
  await expect(row(page, "Fifty orders")).toHaveAttribute("data-stale", "false");
});

const OVERWRITTEN = {
  StartAt: "Pay",
  States: {
    Pay: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:Pay", Next: "Ship" },
    Ship: { Type: "Pass", Parameters: { "to.$": "$.order.address", "receipt.$": "$.paid.receipt" }, End: true },
  },
};

test("an input that a result overwrote is seen where it was lost, and ResultPath keeps it", async ({ page }) => {
  const input = { order: { id: 7, address: "Elm Street" } };
  await open(page, OVERWRITTEN, { scenarios: [{ name: "An order", input, mocks: { Pay: { Return: { receipt: "r-1" } } } }] });
  await run(page);
  await expect(page.locator(".verdict").first()).toContainText("Failed in Ship");
  // The step before: its output is the result alone, what it was given is gone.
  await step(page, "Pay").first().click();
  expect(await stage(page, "Output")).toEqual({ receipt: "r-1" });
  await page.getByRole("tab", { name: "Pipeline" }).click();
  await expect(page.getByRole("complementary", { name: "Data of the step" })).toContainText("order");
  await page.getByRole("button", { name: "Run view" }).click();
  await card(page, "Pay").click();
  const path = page.getByLabel("ResultPath", { exact: true });
  // The section of the data is folded while none of its fields is set.
  await page.getByRole("button", { name: /^Input and output/ }).click();
  await path.fill("$.paid");
  await path.press("Enter");
  await run(page);
  await expect(page.locator(".verdict").first()).toContainText("Succeeded");
  expect(await stage(page, "Output")).toEqual({ to: "Elm Street", receipt: "r-1" });
  await page.getByRole("button", { name: "Expect this" }).first().click();
  await scenarios(page);
  await page.getByRole("button", { name: "Run all" }).click();
  await expect(row(page, "An order")).toHaveAttribute("data-mark", "passed");
});

test("two steps are compared, and the same step of two runs", async ({ page }) => {
  await run(page);
  await chooseStep(page, "ValidateData");
  const data = page.getByRole("complementary", { name: "Data of the step" });
  await data.getByRole("button", { name: /^Compare other steps/ }).click();
  await chooseStep(page, "TransformData");
  await expect(data.locator(".data-compared")).toContainText("Compared with ValidateData");
  await page.getByRole("tab", { name: "Output", exact: true }).click();
  await expect(data.locator("[data-change=added], [data-change=changed]").first()).toBeVisible();
  await chooseStep(page, "ValidateData");
  await expect(data.locator(".data-compared")).toContainText("Choose another step");
  await run(page);
  await chooseStep(page, "ValidateData");
  await expect(data.locator(".data-compared")).toContainText("Compared with ValidateData");
  await data.getByRole("button", { name: "Stop comparing" }).press("Enter");
  await expect(data.locator(".data-compared")).toHaveCount(0);
});
