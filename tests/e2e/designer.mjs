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
  await expect(page.locator(".verdict")).toBeVisible();
}

/** Chooses a scenario in the run panel. */
export const chooseScenario = (page, name) => page.getByLabel("Scenario", { exact: true }).selectOption({ label: name });

/** The definition as it would be pasted into the console. */
export async function exported(page) {
  await page.getByRole("button", { name: "File", exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /Download definition/ }).click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** The JSON of a stage of the chosen step. */
export async function stage(page, name) {
  return JSON.parse(await page.locator(".stage", { has: page.getByRole("heading", { name, exact: true }) }).locator(".json").innerText());
}

/** Chooses the step of this state in the list of steps. */
export const chooseStep = (page, name) => page.locator(".step", { hasText: name }).first().click();

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
