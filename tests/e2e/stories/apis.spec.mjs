// Every AWS API: found in the palette and in quick-add, put into the workflow with what it needs, filled in by its form.
import { card, exported, palette } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const states = async (page) => JSON.parse(await exported(page)).States;
const search = (page) => page.getByRole("searchbox", { name: "Search states and AWS services" });

test("nothing of the catalogue is fetched before somebody looks for a service", async ({ page }) => {
  const fetched = [];
  page.on("request", (request) => request.url().includes("/catalogue-") && fetched.push(request.url().split("/").pop()));
  await page.reload();
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  expect(fetched.filter((file) => file === "index.txt")).toEqual([]);
  await search(page).fill("glue start");
  await expect(palette(page, "StartJobRun").first()).toBeVisible();
  expect(fetched.filter((file) => file === "index.txt")).toEqual(["index.txt"]);
});

test("a service is found in the palette and added by keyboard, with the parameters that it needs", async ({ page }) => {
  await card(page, "ValidateData").click();
  await search(page).fill("textract analyze expense");
  await expect(page.getByRole("heading", { name: "Amazon Textract" })).toBeVisible();
  await palette(page, "AnalyzeExpense").first().focus();
  await page.keyboard.press("Enter");
  await expect(card(page, "Analyze expense")).toBeVisible();
  const task = (await states(page))["Analyze expense"];
  expect([task.Resource, task.Parameters]).toEqual(["arn:aws:states:::aws-sdk:textract:analyzeExpense", { Document: {} }]);
});

test("quick-add finds services, and the form of the API changes the Task", async ({ page }) => {
  await card(page, "ValidateData").click();
  await page.keyboard.press("n");
  await page.keyboard.type("glue start job run");
  await expect(page.getByRole("option", { name: /StartJobRun/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(card(page, "Start job run")).toBeVisible();
  await expect(page.getByRole("heading", { name: "AWS Glue: StartJobRun" })).toBeVisible();
  await page.getByLabel("JobName").fill("$.job");
  await page.getByLabel("JobName").press("Enter");
  await page.getByLabel("Add a parameter").fill("WorkerType");
  await page.getByLabel("WorkerType", { exact: true }).fill("G.1X");
  await page.getByLabel("WorkerType", { exact: true }).press("Enter");
  await page.getByRole("button", { name: "Run a job (.sync)" }).click();
  const task = (await states(page))["Start job run"];
  expect([task.Resource, task.Parameters]).toEqual(["arn:aws:states:::glue:startJobRun.sync", { "JobName.$": "$.job", WorkerType: "G.1X" }]);
  await page.getByText(/^Errors of this API/).click();
  await page.getByRole("button", { name: "Retry on Glue.ConcurrentRunsExceededException" }).click();
  expect((await states(page))["Start job run"].Retry[0].ErrorEquals).toEqual(["Glue.ConcurrentRunsExceededException"]);
});

test.describe("without the catalogue", () => {
  test.use({ allowed: [/Failed to load resource|failed: /] });
  test("what cannot be loaded is said, and the rest works", async ({ page }) => {
    await page.route("**/catalogue-*/**", (route) => route.abort());
    await search(page).fill("glue start");
    await expect(page.getByText("AWS's services could not be loaded")).toBeVisible();
    await search(page).fill("wait");
    await expect(palette(page, "Wait").first()).toBeVisible();
  });
});
