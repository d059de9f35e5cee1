// Definitions in YAML, opened and edited as they are, converted when asked; states taken out into a workflow of their own.
import { card, exported, run } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const YAML = `# What it is for
StartAt: Wait
States:
  Wait:
    Type: Wait
    Seconds: 5
    Next: Done
  Done:
    Type: Succeed
`;

const text = async (download) => {
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

const open = (page, name, content) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/yaml", buffer: Buffer.from(content) });

const file = async (page, item) => {
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

test("a YAML file is opened, edited on the canvas and saved with its comments", async ({ page }) => {
  await open(page, "pause.asl.yaml", YAML);
  await expect(card(page, "Done")).toBeVisible();
  await card(page, "Wait").click();
  await page.keyboard.press("F2");
  await page.keyboard.type("Hold on");
  await page.keyboard.press("Enter");
  await expect(card(page, "Hold on")).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), file(page, /Download definition/)]);
  expect(download.suggestedFilename()).toBe("pause.asl.yaml");
  expect(await text(download)).toBe(YAML.replace("StartAt: Wait", "StartAt: Hold on").replace("  Wait:", "  Hold on:"));
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Succeeded");
});

test("YAML that is kept is there again after a reload", async ({ page }) => {
  await open(page, "pause.asl.yaml", YAML);
  await expect(page.locator(".saved")).toHaveText("Saved in this browser");
  await page.reload();
  await expect(card(page, "Done")).toBeVisible();
  expect(await exported(page)).toBe(YAML);
});

test("the code view speaks YAML: typing is taken in, problems are marked at their place", async ({ page }) => {
  await open(page, "pause.asl.yaml", YAML);
  await page.getByRole("button", { name: "Split", exact: true }).click();
  const editor = page.getByRole("textbox", { name: "Definition" });
  await expect(editor).toContainText("# What it is for");
  await expect(page.locator(".code__status")).toContainText("YAML");
  await editor.getByText("Seconds").click();
  await page.keyboard.press("End");
  await page.keyboard.type("5");
  await expect(card(page, "Wait")).toContainText("55");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Nexxt: Done");
  await expect(page.locator(".code__status")).toContainText("Line 7");
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("ControlOrMeta+z");
  expect(await exported(page)).toBe(YAML);
});

test("what a conversion to JSON loses is said before it is done, and undo brings it back", async ({ page }) => {
  await open(page, "pause.asl.yaml", YAML);
  await expect(card(page, "Done")).toBeVisible();
  await file(page, /Convert to JSON/);
  const question = page.getByRole("dialog", { name: "Convert to JSON" });
  await expect(question).toContainText("1 comment would be lost");
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  expect(await exported(page)).toBe(YAML);
  await file(page, /Convert to JSON/);
  await question.getByRole("button", { name: "Convert to JSON" }).click();
  expect(JSON.parse(await exported(page)).States.Wait).toEqual({ Type: "Wait", Seconds: 5, Next: "Done" });
  await page.keyboard.press("ControlOrMeta+z");
  expect(await exported(page)).toBe(YAML);
});

test("YAML with mistakes is opened all the same: they are listed, and nothing is lost", async ({ page }) => {
  const broken = YAML.replace("Seconds: 5", "Seconds: [5");
  await open(page, "bad.yaml", broken);
  await expect(page.getByRole("tab", { name: /Problems/ })).toContainText(/[1-9]/);
  expect(await exported(page)).toBe(broken);
});

test("a state is taken out into a workflow of its own", async ({ page }) => {
  await page.getByRole("tab", { name: "Examples" }).click();
  await page.locator(".example", { hasText: "Order in three steps" }).click();
  await card(page, "CheckInventory").click({ button: "right" });
  await page.getByRole("menuitem", { name: /Extract into a workflow/ }).click();
  const { States } = JSON.parse(await exported(page));
  expect(Object.values(States).some((state) => /startExecution/.test(state.Resource ?? ""))).toBe(true);
  // Simulations start it from now on, and it can be changed beside the services.
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  await page.getByRole("tab", { name: "Services" }).click();
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByLabel("CheckInventory", { exact: true })).toHaveValue(/"StartAt": "CheckInventory"/);
});

test("what is taken out is opened beside where it came from", async ({ page }) => {
  await page.getByRole("tab", { name: "Examples" }).click();
  await page.locator(".example", { hasText: "Order in three steps" }).click();
  await card(page, "CheckInventory").click({ button: "right" });
  await page.getByRole("menuitem", { name: /Extract into a workflow/ }).click();
  await page.getByRole("button", { name: "Open a copy" }).click();
  await expect(card(page, "CheckInventory")).toHaveCount(1);
  await expect(page.locator(".canvas [data-card]")).toHaveCount(1);
  expect(Object.keys(JSON.parse(await exported(page)).States)).toEqual(["CheckInventory"]);
  await page.keyboard.press("Control+o");
  await expect(page.getByRole("dialog")).toContainText("Order in three steps");
});
