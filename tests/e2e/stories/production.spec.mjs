// From design to production: what a workflow takes and costs, what its role must be allowed, what to watch.
import { readFile } from "node:fs/promises";
import axe from "axe-core";
import { card, run } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const room = (page) => page.getByRole("dialog", { name: "Production" });
const tab = (page, name) => room(page).getByRole("tab", { name });

/** A workflow whose role needs permissions. */
const SHOP = {
  StartAt: "Pay",
  States: {
    Pay: { Type: "Task", Resource: "arn:aws:lambda:eu-west-1:123456789012:function:pay", Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }], Next: "Tell" },
    Tell: { Type: "Task", Resource: "arn:aws:states:::sns:publish", Parameters: { "TopicArn.$": "$.topic", Message: "paid" }, End: true },
  },
};

/** A workflow whose runs take long: a loop of a thousand rounds. */
const LOOP = {
  QueryLanguage: "JSONata",
  StartAt: "Begin",
  States: {
    Begin: { Type: "Pass", Assign: { round: 0 }, Next: "Count" },
    Count: { Type: "Pass", Assign: { round: "{% $round + 1 %}" }, Next: "Enough" },
    Enough: { Type: "Choice", Choices: [{ Condition: "{% $round < 1000 %}", Next: "Count" }], Default: "Done" },
    Done: { Type: "Succeed" },
  },
};

async function open(page, workflow) {
  const buffer = Buffer.from(JSON.stringify(workflow));
  await page.locator("input[type=file]").setInputFiles({ name: "shop.asl.json", mimeType: "application/json", buffer });
  await expect(card(page, workflow.StartAt)).toBeVisible();
}

const openShop = (page) => open(page, SHOP);

async function command(page, words) {
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await expect(room(page)).toBeVisible();
}

/** Fails on what breaks WCAG 2.2 A and AA. */
async function isAccessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  expect(violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary}`))).toEqual([]);
}

/** What a button downloads: that of the texts in this region, if there are several. */
async function downloaded(page, region = "Take ") {
  const texts = room(page).getByRole("region", { name: region });
  const [download] = await Promise.all([page.waitForEvent("download"), texts.getByRole("button", { name: "Download" }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("by mouse: a forecast is made, compared with another, and leads to its states", async ({ page }) => {
  // Without an input no run would end well: the topic is written in.
  const tell = { ...SHOP.States.Tell, Parameters: { TopicArn: "arn:aws:sns:eu-west-1:123456789012:paid", Message: "paid" } };
  await open(page, { ...SHOP, States: { ...SHOP.States, Tell: tell } });
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("menuitem", { name: /Production…/ }).click();
  await expect(room(page).getByText("No forecast yet")).toBeVisible();
  await room(page).getByRole("button", { name: "Run the forecast" }).click();
  await expect(room(page).locator(".production__advice")).toContainText("Express");
  await expect(room(page).locator(".spread")).toHaveCount(3);
  await expect(room(page).locator(".figure", { hasText: "Events of a history" })).toContainText("of 25,000 events");
  await expect(room(page).getByText(/^Prices of \d{4}-\d\d-\d\d, quotas of/)).toBeVisible();
  await isAccessible(page);
  const standard = room(page).locator(".figure", { hasText: "transitions a run" }).locator(".figure__words");
  const before = await standard.innerText();
  await room(page).getByLabel("Executions a month").selectOption("10000000");
  await expect(standard).not.toHaveText(before);
  await room(page).getByLabel("Tasks take").selectOption("5");
  await expect(room(page).locator(".compared tr[data-differs=true]", { hasText: "Duration, half of the runs" })).toHaveCount(1);
  await room(page).getByRole("button", { name: "Reset" }).click();
  await expect(room(page).locator(".compared")).toHaveCount(0);
  await room(page).getByRole("button", { name: "Show on the diagram" }).click();
  await expect(room(page)).toHaveCount(0);
  await expect(page.locator(".hot-mark", { hasText: "of the time" }).first()).toBeVisible();
  await page.locator(".hot-note").getByRole("button", { name: "Clear" }).click();
  await expect(page.locator(".hot-mark")).toHaveCount(0);
  await command(page, "Forecast cost and duration");
  await room(page).locator(".state-link", { hasText: "Pay" }).first().click();
  await expect(room(page)).toHaveCount(0);
  await expect(card(page, "Pay")).toHaveAttribute("aria-pressed", "true");
});

test("a long forecast is stopped", async ({ page }) => {
  await open(page, LOOP);
  await command(page, "Forecast cost and duration");
  await room(page).locator("#forecast-runs").selectOption("100000");
  await room(page).getByRole("button", { name: "Run the forecast" }).click();
  await expect(room(page).getByRole("progressbar")).toBeVisible();
  await room(page).getByRole("button", { name: "Stop" }).click();
  await expect(room(page).getByRole("progressbar")).toHaveCount(0);
  await expect(room(page).getByText("No forecast yet")).toBeVisible();
});

test("by keyboard: permissions with their states, in every format", async ({ page }) => {
  await openShop(page);
  await command(page, "Permissions of the role");
  const pay = room(page).locator(".statement", { hasText: "lambda:InvokeFunction" });
  await expect(pay).toContainText("arn:aws:lambda:eu-west-1:123456789012:function:pay");
  await expect(pay.getByRole("button", { name: "Pay" })).toBeVisible();
  await expect(room(page).locator(".statement", { hasText: "sns:Publish" })).toContainText("wildcard");
  await isAccessible(page);
  for (const [format, name, holds] of [
    ["IAM JSON", "policy.json", '"Version": "2012-10-17"'],
    ["Terraform", "role.tf", "aws_iam"],
    ["CloudFormation", "role.cloudformation.yaml", "AWS::IAM::Role"],
    ["Trust policy", "trust-policy.json", "states.amazonaws.com"],
  ]) {
    await room(page).getByRole("button", { name: format, exact: true }).press("Enter");
    const file = await downloaded(page);
    expect(file.name).toBe(name);
    expect(file.text).toContain(holds);
  }
  await room(page).getByLabel("Traces with X-Ray").press("Space");
  await expect(room(page).locator(".statement", { hasText: "xray:PutTraceSegments" })).toBeVisible();
  await tab(page, "Permissions").press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(tab(page, "Forecast")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(room(page)).toHaveCount(0);
});

test("by keyboard: alarms come with the forecast, logs with a run", async ({ page }) => {
  await openShop(page);
  await run(page);
  await command(page, "Monitoring and alarms");
  await room(page).getByRole("button", { name: "Run the forecast" }).press("Enter");
  await expect(room(page).locator(".alarm", { hasText: "ExecutionsFailed" }).first()).toContainText("No run of the forecast succeeds");
  await expect(room(page).getByText("these are the numbers of executions that fail")).toBeVisible();
  await expect(room(page).locator(".metrics .spread", { hasText: "ExecutionsStarted" })).toBeVisible();
  await room(page).getByRole("button", { name: "ALL", exact: true }).press("Enter");
  await expect(room(page).getByLabel("Log events", { exact: true })).toContainText("ExecutionStarted");
  await room(page).getByRole("button", { name: "OFF", exact: true }).press("Enter");
  await expect(room(page).getByText("Level OFF writes nothing of this run.")).toBeVisible();
  await room(page).getByRole("button", { name: "Show the trace" }).press("Enter");
  await expect(room(page).getByLabel("Segments").locator(".segment", { hasText: "Pay" })).toBeVisible();
  await expect(room(page).getByLabel("Take the trace along").getByLabel("The text")).toContainText('"trace_id"');
  await isAccessible(page);
  await room(page).getByRole("button", { name: "Dashboard JSON" }).press("Enter");
  expect(JSON.parse((await downloaded(page, "Take alarms and dashboard along")).text).widgets.length).toBeGreaterThan(1);
});
