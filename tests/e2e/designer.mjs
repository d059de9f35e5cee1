// What stories do with the designer, in the user's words.
import { expect } from "./story.mjs";

/** A state's card (or a container's title) on the canvas. */
export const card = (page, name) => page.locator(".canvas").getByRole("button", { name: new RegExp(`: ${escape(name)}(,|$)`) });

/** Something in the palette. */
export const palette = (page, name) => page.locator(".palette__item", { has: page.locator(".palette__name", { hasText: new RegExp(`^${escape(name)}$`) }) });

/** The middle of an element on the page. */
export async function middle(locator) {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Where an element is once the view no longer glides. */
export async function atRest(locator) {
  let last;
  const stands = async () => {
    const [before, now] = [last, JSON.stringify(await locator.boundingBox())];
    last = now;
    return before === now;
  };
  await expect.poll(stands).toBe(true);
  return locator.boundingBox();
}

/** Drags slowly enough that the page sees the way. */
export async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

/** Drags something from the palette onto the line between two states. */
export async function dropBetween(page, name, before, after) {
  const [a, b] = [await card(page, before).boundingBox(), await card(page, after).boundingBox()];
  const to = { x: (a.x + a.width / 2 + b.x + b.width / 2) / 2, y: (a.y + a.height + b.y) / 2 };
  await drag(page, await middle(palette(page, name)), to);
}

/** Runs the chosen scenario to its end, at once. */
export async function run(page) {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByLabel("Playing speed").selectOption("Instant");
  await expect(page.locator(".verdict").first()).toBeVisible();
}

/** Looks at the run: its steps and their data in the place of palette and forms. */
export async function lookAtRun(page) {
  const view = page.getByRole("button", { name: "Run view" });
  if ((await view.getAttribute("aria-pressed")) !== "true") await view.click();
}

/** Back to designing. */
export async function design(page) {
  const view = page.getByRole("button", { name: "Run view" });
  if ((await view.getAttribute("aria-pressed")) === "true") await view.click();
}

/** Chooses a scenario in the run's bar. */
export async function chooseScenario(page, name) {
  await lookAtRun(page);
  await page.getByRole("combobox", { name: "Scenario", exact: true }).selectOption({ label: name });
}

/** The definition as it would be pasted into the console. */
export async function exported(page) {
  await page.getByRole("button", { name: "File", exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /Download definition/ }).click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** The JSON of the chosen step's `Input`, `Output` or `Variables`. */
export async function stage(page, name) {
  await page.getByRole("tablist", { name: "Data of the step" }).getByRole("tab", { name }).click();
  const text = page.getByRole("button", { name: "Text", exact: true });
  if ((await text.getAttribute("aria-pressed")) !== "true") await text.click();
  const shown = page.locator(".data-body .stage", { has: page.getByRole("heading", { name, exact: true }) });
  return JSON.parse(await shown.locator(".json").innerText());
}

/** Chooses the step of this state in the tree of steps. */
export const chooseStep = (page, name) => step(page, name).first().click();

/** The rows of this state, or of an iteration, in the tree of steps. */
export const step = (page, name) => page.locator(".tree-row", { has: page.locator(".tree-row__name", { hasText: new RegExp(`^${escape(name)}$`) }) });

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
