// Many workflows, and nothing of them lost.
import { card, chooseScenario, exported } from "../designer.mjs";
import { expect, test } from "../story.mjs";

const saved = (page) => expect(page.locator(".saved")).toHaveText("Saved in this browser");
const workflows = async (page) => {
  // Keys are heard once the panels are there.
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await page.keyboard.press("Control+o");
  return page.getByRole("dialog", { name: "Workflows" });
};
const openExample = async (page, name) => {
  await page.getByRole("tab", { name: "Examples" }).click();
  await page.locator(".example", { hasText: name }).first().click();
};
const renameState = async (page, from, to) => {
  await card(page, from).click();
  await page.getByLabel("State name").fill(to);
  await page.getByLabel("State name").press("Enter");
  await expect(card(page, to)).toBeVisible();
};
const undo = (page) => page.getByRole("button", { name: /^Undo/ });

test("an edited example and another one are both there after a reload, with their histories", async ({ page }) => {
  await renameState(page, "ValidateData", "Check");
  await openExample(page, "Saga");
  await renameState(page, "ReserveStock", "Reserve");
  await saved(page);
  await page.reload();
  await expect(card(page, "Reserve")).toBeVisible();
  await undo(page).click();
  await expect(card(page, "ReserveStock")).toBeVisible();
  await (await workflows(page)).getByRole("button", { name: /^Serverless data pipeline/ }).click();
  await expect(card(page, "Check")).toBeVisible();
  await expect(undo(page)).toHaveAccessibleName(/rename/i);
  await undo(page).click();
  await expect(card(page, "ValidateData")).toBeVisible();
});

test("a workflow is duplicated, deleted and brought back by keyboard", async ({ page }) => {
  await renameState(page, "ValidateData", "Check");
  await saved(page);
  const list = await workflows(page);
  await list.getByRole("button", { name: "Duplicate Serverless data pipeline" }).press("Enter");
  await expect(page.getByLabel("Workflow name")).toHaveValue("Serverless data pipeline (copy)");
  await renameState(page, "Check", "Checked twice");
  await saved(page);
  const again = await workflows(page);
  await again.getByRole("button", { name: "Delete Serverless data pipeline (copy)" }).press("Enter");
  await expect(again.getByRole("button", { name: /^Serverless data pipeline/ })).toHaveCount(1);
  await expect(card(page, "Check")).toBeVisible();
  await again.getByRole("button", { name: "Bring it back" }).press("Enter");
  await expect(card(page, "Checked twice")).toBeVisible();
});

test("a deleted scenario and a mock that a preset replaced come back by undo", async ({ page }) => {
  await page.getByRole("button", { name: "Run view" }).click();
  const scenarios = page.getByLabel("Scenario", { exact: true });
  const before = await scenarios.locator("option").allInnerTexts();
  await chooseScenario(page, before[1]);
  await page.getByRole("tab", { name: "Scenarios", exact: true }).click();
  await page.getByRole("button", { name: "Delete scenario" }).click();
  await expect(scenarios.locator("option")).toHaveCount(before.length - 1);
  await undo(page).click();
  expect(await scenarios.locator("option").allInnerTexts()).toEqual(before);
  await expect(scenarios.locator("option:checked")).toHaveText(before[1]);

  await page.getByRole("tab", { name: "Mocks" }).click();
  const mock = page.getByRole("region", { name: "Mock of ValidateData" });
  await mock.getByRole("button", { name: "JSON" }).click();
  const json = mock.getByLabel("Mock of ValidateData as JSON");
  const written = await json.inputValue();
  await mock.getByRole("button", { name: "Always fail" }).click();
  await expect(json).toHaveValue(/Throw/);
  await undo(page).click();
  await expect(json).toHaveValue(written);
});

test("a reload in the middle of typing loses nothing", async ({ page }) => {
  await card(page, "Notify").click();
  await page.locator(".panel--inspector").getByLabel("Comment", { exact: true }).fill("Half a sent");
  await page.reload();
  await card(page, "Notify").click();
  await expect(page.locator(".panel--inspector").getByLabel("Comment", { exact: true })).toHaveValue("Half a sent");
});

test("a second tab on the same workflow follows, and takes over without losing anything", async ({ page, context }) => {
  await renameState(page, "ValidateData", "Check");
  await saved(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(card(other, "Check")).toBeVisible();
  await expect(other.locator(".follow-bar")).toBeVisible();
  await renameState(page, "Notify", "Tell");
  await expect(card(other, "Tell")).toBeVisible();

  await card(other, "Tell").click();
  await other.keyboard.press("Delete");
  await expect(other.locator(".notice")).toContainText("Another tab has this workflow open");
  await other.getByRole("button", { name: "Edit here instead" }).click();
  await expect(other.locator(".follow-bar")).toBeHidden();
  await expect(page.locator(".follow-bar")).toBeVisible();
  await renameState(other, "Tell", "Tell them");
  await expect(card(page, "Tell them")).toBeVisible();
  await other.close();
  await expect(page.locator(".follow-bar")).toBeHidden();
  await renameState(page, "Tell them", "Told");
});

test("two tabs on two workflows keep out of each other's way", async ({ page, context }) => {
  await renameState(page, "ValidateData", "Check");
  await saved(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await openExample(other, "Saga");
  await renameState(other, "ReserveStock", "Reserve");
  await saved(other);
  await expect(other.locator(".follow-bar")).toBeHidden();
  await renameState(page, "Check", "Check again");
  await saved(page);
  await page.reload();
  await other.reload();
  for (const tab of [page, other]) {
    const list = await workflows(tab);
    await expect(list.getByRole("button", { name: /^Saga/ })).toBeVisible();
    await expect(list.getByRole("button", { name: /^Serverless data pipeline/ })).toBeVisible();
    await tab.keyboard.press("Escape");
  }
});

test.describe("a browser that keeps nothing", () => {
  test("is said in one sentence, and the page works on", async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL });
    const page = await context.newPage();
    await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { get: () => undefined }));
    await page.goto("./");
    await expect(page.locator(".notice")).toContainText("does not let the page keep anything");
    await expect(page.locator(".saved")).toHaveText("Not saved");
    await renameState(page, "ValidateData", "Check");
    await expect(page.locator(".saved")).toHaveText("Not saved");
    expect(await exported(page)).toContain('"Check"');
    await context.close();
  });

  test("because it is full is said with a download", async ({ page }) => {
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await renameState(page, "ValidateData", "Check");
    await expect(page.locator(".notice")).toContainText("storage is full");
    await expect(page.locator(".saved")).toHaveText("Not saved");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".notice").getByRole("button", { name: "Download definition" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.asl\.json$/);
  });
});

test("what cannot be read, or is from a newer page, is kept as it is", async ({ page }) => {
  await renameState(page, "ValidateData", "Check");
  await saved(page);
  for (const text of ["{ broken", '{"version": 99, "name": "Later", "definition": "{}", "scenarios": ""}']) {
    const change = (text) =>
      page.evaluate(
        (text) =>
          new Promise((done) => {
            const request = indexedDB.open("stepwright");
            request.onsuccess = () => {
              const store = request.result.transaction("texts", "readwrite").objectStore("texts");
              const all = store.getAll();
              all.onsuccess = () => {
                const [first] = all.result;
                if (text !== undefined) store.put({ ...first, text });
                request.result.close();
                done(first.text);
              };
            };
          }),
        text,
      );
    await change(text);
    await page.reload();
    await expect(page.locator(".notice")).toContainText("could not be read");
    await renameState(page, "ValidateData", "Something else");
    await saved(page);
    const kept = await page.evaluate(
      () =>
        new Promise((done) => {
          const request = indexedDB.open("stepwright");
          request.onsuccess = () => {
            const all = request.result.transaction("texts").objectStore("texts").getAll();
            all.onsuccess = () => done(all.result.map((record) => record.text));
          };
        }),
    );
    expect(kept).toContain(text);
    await page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.removeItem("stepwright.front")));
    await page.evaluate(() => new Promise((done) => { const gone = indexedDB.deleteDatabase("stepwright"); gone.onsuccess = gone.onblocked = done; }));
    await page.reload();
    await renameState(page, "ValidateData", "Check");
    await saved(page);
  }
});
