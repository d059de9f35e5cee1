// Definitions in YAML: opened as JSON, saved as YAML; states taken out into a workflow of their own.
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

test("a YAML file is opened, edited and saved as YAML; what is lost is said", async ({ page }) => {
  await page.locator("input[type=file]").setInputFiles({ name: "pause.asl.yaml", mimeType: "application/yaml", buffer: Buffer.from(YAML) });
  await expect(card(page, "Done")).toBeVisible();
  await expect(page.locator(".notice")).toContainText("1 comment would be lost");
  expect(JSON.parse(await exported(page)).States.Wait).toEqual({ Type: "Wait", Seconds: 5, Next: "Done" });
  await page.getByRole("button", { name: "File", exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /Download as YAML/ }).click()]);
  expect(download.suggestedFilename()).toBe("pause.asl.yaml");
  expect(await text(download)).toContain("StartAt: Wait");
});

test("YAML that cannot be read is refused with a reason, and nothing is lost", async ({ page }) => {
  const original = await exported(page);
  await page.locator("input[type=file]").setInputFiles({ name: "bad.yaml", mimeType: "application/yaml", buffer: Buffer.from("StartAt: [\nStates: {") });
  await expect(page.locator(".notice")).toContainText("The YAML cannot be read");
  expect(await exported(page)).toBe(original);
});

test("a state is taken out into a workflow of its own", async ({ page }) => {
  await page.getByRole("tab", { name: "Examples" }).click();
  await page.locator(".example", { hasText: "Order in three steps" }).click();
  await card(page, "CheckInventory").click({ button: "right" });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /Extract into a workflow/ }).click()]);
  const extracted = JSON.parse(await text(download));
  expect(Object.keys(extracted.States)).toContain("CheckInventory");
  const { States } = JSON.parse(await exported(page));
  expect(Object.values(States).some((state) => /startExecution/.test(state.Resource ?? ""))).toBe(true);
  // Simulations start it from now on, and it can be changed beside the services.
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  await page.getByRole("tab", { name: "Services" }).click();
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByLabel("CheckInventory", { exact: true })).toHaveValue(/"StartAt": "CheckInventory"/);
});
