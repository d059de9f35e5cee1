// A run that fails and is mended: sample data before and after the run, why in words, the value of each part of an expression,
// remedies that were tried, breakpoints of every kind, scenarios for what none reaches. By mouse and by keyboard.
import { card, design, lookAtRun, run, step } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const ORDER = {
  StartAt: "Read",
  States: {
    Read: { Type: "Pass", Parameters: { "id.$": "$.order.id", "total.$": "$.order.total" }, Next: "Large" },
    Large: { Type: "Choice", Choices: [{ Variable: "$.total", NumericGreaterThan: 100, Next: "Review" }], Default: "Done" },
    Review: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "review" }, End: true },
    Done: { Type: "Succeed" },
  },
};
const BUSY = { scenarios: [{ name: "Busy once", input: { order: { id: 1, total: 500 } }, mocks: { Review: { 0: { Throw: { Error: "Busy" } }, "1-": { Return: {} } } } }] };

async function openOrder(page, definition = ORDER, scenarios = null) {
  const file = (name, value) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });
  const input = page.locator("input[type=file]").first();
  await input.setInputFiles(file("order.asl.json", definition));
  await expect(card(page, "Read")).toBeVisible();
  if (scenarios) await input.setInputFiles(file("order.scenarios.json", scenarios));
}

const remedies = (page, name) => page.getByRole("region", { name });
const undo = (page) => page.keyboard.press("Control+z");

test("a sample input is offered before the run and after it, and is one step", async ({ page }) => {
  await openOrder(page);
  await lookAtRun(page);
  await page.getByRole("tab", { name: "Scenarios" }).click();
  const before = remedies(page, "This workflow reads data that the input does not have");
  await expect(before).toContainText("ends SUCCEEDED");
  await before.getByRole("button", { name: "Use a sample input" }).click();
  await expect(page.getByLabel("Input of the execution")).toHaveValue(/"order"/);
  await page.locator(".steps-head").click();
  await undo(page);
  await expect(page.getByLabel("Input of the execution")).toHaveValue("{}");
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Failed in Read");
  const after = remedies(page, "What would help");
  await after.getByRole("button", { name: "Use a sample input" }).click();
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  await expect(after).toHaveCount(0);
});

test("why a path gives nothing is said with what is there, and each part has its value", async ({ page }) => {
  await openOrder(page, ORDER, { scenarios: [{ name: "half", input: { order: { id: 7 } } }] });
  await run(page);
  await page.getByRole("tab", { name: "Why" }).click();
  await expect(page.locator(".why__reasons")).toContainText("$.order.total is not there: $.order has id, but no total");
  const id = page.locator(".expression", { hasText: "Parameters.id.$" });
  await expect(id.locator(".part-value")).toHaveText("7");
  await id.locator(".part", { hasText: ".order" }).click();
  await expect(id.locator(".part-value")).toHaveText('{"id":7}');
  // The keys choose from the list.
  await id.getByRole("combobox").selectOption("$");
  await expect(id.locator(".part-value")).toHaveText('{"order":{"id":7}}');
  await page.getByLabel("Try an expression on this step’s data").fill("States.MathAdd($.order.id, 1)");
  await page.keyboard.press("Enter");
  await expect(page.locator(".scratch .part-value")).toHaveText("8");
});

test("a remedy for an error was tried, is taken over by the keyboard, and undone", async ({ page }) => {
  await openOrder(page, ORDER, BUSY);
  await page.keyboard.press("Control+Enter");
  await page.getByLabel("Playing speed").selectOption("Instant");
  await expect(page.locator(".verdict")).toContainText("Failed in Review: Busy");
  const retry = page.locator(".remedy[data-kind=retry]");
  await expect(retry).toContainText("ends SUCCEEDED");
  await retry.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  await undo(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".verdict")).toContainText("Failed in Review: Busy");
});

test("playing stops at a line, an error and a condition", async ({ page }) => {
  await openOrder(page, ORDER, BUSY);
  await run(page);
  const list = page.locator(".stops");
  await list.locator("summary").click();
  await list.getByLabel("Name of the error").fill("Busy");
  await page.keyboard.press("Enter");
  await expect(list).toContainText("the error Busy");
  await expect(list).toContainText("once in this run");
  await list.getByLabel("Stop at").selectOption("Condition");
  await list.getByLabel("Condition", { exact: true }).fill("{% $states.input.total > 100 %}");
  await list.getByRole("button", { name: "Add the breakpoint" }).click();
  await expect(list.locator(".stop").nth(1)).toContainText("2 times in this run");
  await page.getByRole("button", { name: "To the start" }).click();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(page.locator(".data-head__name")).toHaveText("Large");
  const stopped = page.locator(".dock__stopped");
  await expect(stopped).toHaveText("Stopped: {% $states.input.total > 100 %} is true");
  const failed = page.locator(".filter-chip[data-filter=failed]");
  await expect(failed).toHaveText(/^Failed\s*0\s*\+1 ahead$/);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(page.locator(".data-head__name")).toHaveText("Review");
  await page.keyboard.press(".");
  await expect(stopped).toHaveCount(0);
  await page.getByRole("button", { name: "Step back" }).click();
  // Switched off and taken away.
  await list.getByRole("checkbox", { name: /total > 100/ }).uncheck();
  await list.getByRole("button", { name: /Take away: the error Busy/ }).click();
  await expect(list.locator(".stop")).toHaveCount(1);
  // A line that is chosen by its key gets one by F9, and it is kept.
  await design(page);
  await card(page, "Large").click();
  await page.keyboard.press("l");
  await page.keyboard.press("F9");
  await lookAtRun(page);
  await expect(list).toContainText("is taken");
});

test("scenarios are written for what none reaches, and what is dead is said", async ({ page }) => {
  const dead = structuredClone(ORDER);
  dead.States.Large.Choices.push({ Variable: "$.total", NumericGreaterThan: 200, Next: "Done" });
  await openOrder(page, dead);
  await lookAtRun(page);
  await page.getByRole("tab", { name: "Scenarios" }).click();
  await page.getByRole("tab", { name: "Coverage" }).click();
  await page.locator(".coverage, .empty").getByRole("button", { name: "Run all" }).click();
  await page.getByRole("button", { name: "Write scenarios that reach them" }).click();
  await expect(page.locator(".notice")).toContainText(/scenarios? added/);
  const rule = page.locator(".missing", { hasText: "rule 2" });
  await expect(rule).toContainText("an earlier rule takes all that it is for");
  await expect(rule).toContainText("Dead");
  await expect(page.locator(".missing")).toHaveCount(1);
});

test("a refused run says in words what is wrong, and leads to the problems", async ({ page }) => {
  const broken = structuredClone(ORDER);
  broken.States.Read.Next = "Nowhere";
  await openOrder(page, broken);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const notice = page.locator(".notice");
  await expect(notice).toContainText("Read › Next");
  await expect(notice).not.toContainText("/States/");
  await notice.getByRole("button", { name: "Show problems" }).click();
  await expect(page.getByRole("tab", { name: /Problems/ })).toHaveAttribute("aria-selected", "true");
});

test("how it ended can be folded, and expecting it is told", async ({ page }) => {
  await openOrder(page);
  await run(page);
  const verdict = page.locator(".steps-panel .verdict");
  await expect(verdict).not.toContainText("expects something else");
  await verdict.getByRole("button", { name: "Expect this" }).click();
  await expect(page.locator(".notice")).toContainText("The scenario expects what came from now on");
  await expect(verdict).toContainText("As expected");
  await verdict.getByRole("button", { name: "Show less of how it ended" }).click();
  await expect(verdict.locator(".verdict__facts")).toBeHidden();
  // It stays so, and what can be done with a run that failed stays in reach.
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(verdict).toContainText("Failed in Read");
  await expect(verdict.locator(".verdict__facts")).toBeHidden();
  await expect(verdict.getByRole("button", { name: "Redrive" })).toBeVisible();
  // What a run leaves on the diagram is said to be of it, and can be cleared.
  await design(page);
  await page.locator(".run-left").getByRole("button", { name: "Clear" }).click();
  await expect(page.locator(".run-left")).toHaveCount(0);
  await lookAtRun(page);
  await expect(step(page, "Read")).toHaveCount(0);
});

test("a run that failed is redriven where it stood, by mouse and by keyboard", async ({ page }) => {
  const always = structuredClone(BUSY);
  always.scenarios[0].mocks.Review = { "0-1": { Throw: { Error: "Busy" } }, "2-": { Return: {} } };
  await openOrder(page, ORDER, always);
  await run(page);
  const verdict = page.locator(".steps-panel .verdict");
  await expect(verdict).toContainText("Failed in Review: Busy");
  await verdict.getByRole("button", { name: "Redrive" }).click();
  await expect(page.locator(".chip--branch")).toContainText("Redriven 1 time at Review");
  await expect(verdict).toContainText("Failed in Review: Busy");
  await expect(remedies(page, "What would help").locator(".remedy[data-kind=catch]")).toContainText("ends SUCCEEDED");
  await verdict.getByRole("button", { name: "Redrive" }).focus();
  await page.keyboard.press("Enter");
  await expect(verdict).toContainText("Succeeded");
  await expect(step(page, "Review")).toHaveCount(3);
  await page.getByRole("tab", { name: "Events" }).click();
  await expect(page.getByRole("button", { name: "ExecutionRedriven" })).toHaveCount(2);
});

test("what a placeholder without a trial value does is said, and one remedy gives it one", async ({ page }) => {
  const hooks = {
    StartAt: "Read",
    States: {
      Read: { Type: "Pass", Parameters: { hook: "${Hook}" }, Next: "Which" },
      Which: { Type: "Choice", Choices: [{ Variable: "$.hook", StringEquals: "before", Next: "Good" }], Default: "Unknown hook" },
      "Unknown hook": { Type: "Fail", Error: "UnknownHook" },
      Good: { Type: "Succeed" },
    },
  };
  await openOrder(page, hooks);
  await run(page);
  await expect(page.locator(".verdict")).toContainText("UnknownHook");
  const first = remedies(page, "What would help").locator(".remedy").first();
  await expect(first).toContainText("Give ${Hook} a trial value");
  await page.getByRole("tab", { name: "Why" }).click();
  await expect(page.locator(".why__reasons")).toContainText("${Hook} has no trial value");
  await page.getByRole("tab", { name: "Coverage" }).or(page.getByRole("tab", { name: "Scenarios" })).first().click();
  await page.getByRole("tab", { name: "Coverage" }).click();
  await expect(page.locator(".coverage")).toContainText(/\d+ of \d+/);
  await page.getByRole("tab", { name: "Scenarios" }).click();
  await first.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  await undo(page);
  await run(page);
  await expect(page.locator(".verdict")).toContainText("UnknownHook");
});

test("of a Map that is redriven only what did not succeed runs again", async ({ page }) => {
  const each = {
    StartAt: "Read",
    States: {
      Read: { Type: "Map", MaxConcurrency: 1, End: true, ItemProcessor: { StartAt: "Work", States: { Work: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "f" }, End: true } } } },
    },
  };
  await openOrder(page, each, { scenarios: [{ name: "once", input: [1, 2, 3], mocks: { Work: { 1: { Throw: { Error: "Busy" } } } } }] });
  await run(page);
  const verdict = page.locator(".steps-panel .verdict");
  await expect(verdict).toContainText("Failed in Work: Busy");
  await verdict.getByRole("button", { name: "Redrive" }).click();
  await expect(verdict).toContainText("Succeeded");
  await expect(step(page, "Read").nth(1)).toContainText("3");
  // Two iterations of the first round, the failed one and the one that had not begun of the second.
  await expect(step(page, "Work")).toHaveCount(4);
});
