// The first five minutes of a new user: run the data pipeline, change it, run it again, take the change back, make it fail.
import { card, chooseScenario, chooseStep, design, dropBetween, exported, run, stage } from "../designer.mjs";
import { expect, test } from "../story.mjs";

test("a newcomer runs, changes, undoes and breaks the data pipeline", async ({ page }) => {
  for (const name of ["ValidateData", "TransformData", "StoreData", "Notify", "FailureState"]) {
    await expect(card(page, name)).toBeVisible();
  }
  const original = await exported(page);

  await run(page);
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  await chooseStep(page, "ValidateData");
  expect(JSON.stringify(await stage(page, "Output"))).toMatch(/"valid_count":2.*"invalid_count":1|"invalid_count":1.*"valid_count":2/);
  await chooseStep(page, "TransformData");
  const transformed = JSON.stringify(await stage(page, "Output"));
  expect(transformed).toContain('"processed_value":200');
  expect(transformed).toContain('"processed_value":300');
  await chooseStep(page, "StoreData");
  expect(JSON.stringify(await stage(page, "Output"))).toContain('"stored_records":2');
  const before = seconds(await page.locator(".verdict__facts").first().innerText());

  await design(page);
  await dropBetween(page, "Wait", "TransformData", "StoreData");
  await expect(card(page, "Wait")).toBeVisible();
  await page.getByLabel("Seconds", { exact: true }).fill("5");
  await page.getByLabel("Seconds", { exact: true }).press("Enter");
  await expect(card(page, "Wait")).toContainText("5 s");
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  expect(seconds(await page.locator(".verdict__facts").first().innerText()) - before).toBeCloseTo(5, 5);

  const undo = page.getByRole("button", { name: /^Undo/ });
  while (await undo.isEnabled()) await undo.click();
  await expect(card(page, "Wait")).toHaveCount(0);
  expect(await exported(page)).toBe(original);

  await chooseScenario(page, "Validate fails twice");
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Succeeded");
  await page.getByRole("tab", { name: "Events" }).click();
  const scheduled = page.locator(".events tr", { hasText: /LambdaFunctionScheduled|TaskScheduled/ });
  const times = (await scheduled.locator("td:nth-child(4)").allInnerTexts()).slice(0, 3).map(seconds);
  expect(times[1] - times[0]).toBeCloseTo(2, 1);
  expect(times[2] - times[1]).toBeCloseTo(4, 1);

  await chooseScenario(page, "Validate always fails");
  await run(page);
  await expect(page.locator(".verdict")).toContainText("Failed");
  await expect(page.locator(".verdict")).toContainText("Pipeline failed");
});

/** The seconds in words such as `7 transitions · 3.5 s`. */
function seconds(words) {
  return Number(/([\d.]+) s/.exec(words)[1]);
}
