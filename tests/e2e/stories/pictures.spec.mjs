// The diagram as a picture: taken along in every format, looked at, and opened again as the workflow.
import { readFile } from "node:fs/promises";
import { card, exported, run } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const dialog = (page) => page.getByRole("dialog", { name: "Picture of the diagram" });

/** Opens the dialog from the File menu. */
async function begin(page) {
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("menuitem", { name: /Picture…/ }).click();
  await expect(dialog(page).getByRole("img")).toBeVisible();
}

/** Downloads what the dialog shows: its name and bytes. */
async function downloaded(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Download" }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const open = (page, { name, bytes }) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: name.endsWith("png") ? "image/png" : "image/svg+xml", buffer: bytes });

/** Whether the preview was painted: an image that the browser refuses has no size. */
const previewWidth = (page) => dialog(page).getByRole("img").evaluate((image) => image.decode().then(() => image.naturalWidth));

for (const format of ["SVG", "PNG"]) {
  test(`${format} holds the workflow, and opens as it again`, async ({ page }) => {
    const original = await exported(page);
    await begin(page);
    await dialog(page).getByRole("button", { name: format, exact: true }).click();
    expect(await previewWidth(page)).toBeGreaterThan(300);
    const picture = await downloaded(page);
    expect(picture.name).toMatch(new RegExp(`\\.${format.toLowerCase()}$`));
    await dialog(page).getByRole("button", { name: "Close" }).click();
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("New workflow");
    await page.keyboard.press("Enter");
    await expect(card(page, "ValidateData")).toHaveCount(0);
    await open(page, picture);
    await expect(card(page, "ValidateData")).toBeVisible();
    expect(await exported(page)).toBe(original);
  });
}

test("a picture without a workflow is called what it is", async ({ page }) => {
  await begin(page);
  await dialog(page).getByLabel(/Put the definition inside/).uncheck();
  const picture = await downloaded(page);
  expect(picture.bytes.toString("utf8")).not.toContain("StartAt");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await open(page, picture);
  await expect(page.locator(".notice")).toContainText("a picture without a workflow in it");
});

test("by keyboard: dark, after a run, as Mermaid and draw.io", async ({ page }) => {
  await run(page);
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("Picture of the diagram");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  await dialog(page).getByRole("button", { name: "Dark" }).press("Enter");
  await expect(dialog(page).getByLabel(/Show how the run went/)).toBeChecked();
  expect(await previewWidth(page)).toBeGreaterThan(300);
  expect((await downloaded(page)).bytes.toString("utf8")).toContain('fill="#13151a"');
  await dialog(page).getByRole("button", { name: "Mermaid" }).press("Enter");
  await expect(dialog(page).locator("pre")).toContainText("flowchart TD");
  const { name, bytes } = await downloaded(page);
  expect(name).toMatch(/\.mmd$/);
  expect(bytes.toString("utf8")).toContain('"ValidateData"');
  await dialog(page).getByRole("button", { name: "draw.io" }).press("Enter");
  await expect(dialog(page).locator("pre")).toContainText("<mxGraphModel");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
});

test("examples stand by subject with a small picture, and are searched", async ({ page }) => {
  await page.getByRole("tab", { name: "Examples" }).click();
  const panel = page.getByRole("tabpanel");
  for (const subject of ["Start here", "Patterns", "Services", "Errors", "Data"]) {
    await expect(panel.getByRole("heading", { name: subject })).toBeVisible();
  }
  await expect(panel.locator(".example .sketch")).toHaveCount(await panel.locator(".example").count());
  await panel.getByRole("searchbox").fill("saga");
  await expect(panel.locator(".example")).toHaveCount(1);
  await panel.locator(".example").press("Enter");
  await expect(page.getByRole("button", { name: /Saga/ }).first()).toBeVisible();
});

test("a pattern is put on a line as one step, by keyboard", async ({ page }) => {
  const original = await exported(page);
  await card(page, "ValidateData").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("polling");
  await page.keyboard.press("Enter");
  await expect(card(page, "Is it done?")).toBeVisible();
  const { States } = JSON.parse(await exported(page));
  expect(States.ValidateData.Next).toBe("Start the job");
  expect(States["Job done"].Next).toBe("TransformData");
  await page.getByRole("button", { name: /^Undo/ }).click();
  expect(await exported(page)).toBe(original);
});
