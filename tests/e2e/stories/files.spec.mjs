// Whatever is opened: a clear word, nothing lost, no freeze.
import { card, exported } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const open = (page, name, text) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

const opened = {
  "broken JSON": '{"StartAt": "A", "States": {"A" {"Type": "Pass", "End": true}}}',
  "a Next that names no state": '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}}',
  "five megabytes": `{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "${"x".repeat(5_000_000)}", "End": true}}}`,
};

for (const [what, text] of Object.entries(opened)) {
  test(`${what} is opened on a sheet of its own and explained`, async ({ page }) => {
    const original = await exported(page);
    await open(page, "odd.json", text);
    await page.getByRole("tab", { name: /Problems/ }).click();
    await expect(page.locator(".problem, .notice").first()).toBeVisible();
    expect(await exported(page)).toBe(text);
    await page.keyboard.press("Control+o");
    await page.getByRole("dialog", { name: "Workflows" }).getByRole("button", { name: /^Serverless data pipeline/ }).click();
    await expect(card(page, "ValidateData")).toBeVisible();
    expect(await exported(page)).toBe(original);
  });
}

const refused = {
  "no ASL": ['{"name": "package", "version": "1.0.0"}', "no workflow: a definition has StartAt and States"],
  "ten thousand brackets": ["[".repeat(10_000), "plain text, and no workflow"],
  "no JSON at all": ["hello", "plain text, and no workflow"],
  nothing: ["", "empty"],
  "a template without a workflow": ['{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}', "CloudFormation template without a state machine"],
  "a history without events": ['{"events": []}', "without events"],
};

for (const [what, [text, sentence]] of Object.entries(refused)) {
  test(`${what} is called what it is and replaces nothing`, async ({ page }) => {
    const original = await exported(page);
    await open(page, "odd.json", text);
    await expect(page.locator(".notice")).toContainText("odd.json is not opened");
    await expect(page.locator(".notice")).toContainText(sentence);
    expect(await exported(page)).toBe(original);
  });
}

test("a file that is too large is refused with a reason", async ({ page }) => {
  await open(page, "huge.json", " ".repeat(33 * 1024 * 1024));
  await expect(page.locator(".notice")).toContainText("33 MB");
  await expect(card(page, "ValidateData")).toBeVisible();
});

test("pasting a definition opens it", async ({ page }) => {
  const text = '{"StartAt": "Pasted", "States": {"Pasted": {"Type": "Succeed"}}}';
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await expect(card(page, "Pasted")).toBeVisible();
  expect(await exported(page)).toBe(text);
});

test("the workflows of a template are opened, and run with what their placeholders stand for", async ({ page }) => {
  const state = "Type: Pass, Result: '${Table}', End: true";
  const machine = (name, start) => `  ${name}:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: {Table: orders}
      Definition: {StartAt: ${start}, States: {${start}: {${state}}}}
`;
  await open(page, "template.yaml", `Transform: AWS::Serverless-2016-10-31\nResources:\n${machine("Orders", "Put")}${machine("Refunds", "Refund")}`);
  await expect(page.locator(".notice")).toContainText("Opened 2 workflows of template.yaml");
  await expect(card(page, "Put")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".verdict").first()).toContainText("Succeeded");
  await expect(page.locator(".data-panel")).toContainText("orders");
  await page.keyboard.press("Control+o");
  await page.getByRole("dialog", { name: "Workflows" }).getByRole("button", { name: /^Refunds/ }).click();
  await expect(card(page, "Refund")).toBeVisible();
});
