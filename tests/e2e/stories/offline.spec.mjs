// Without a network after the first visit, and a new version that is offered and taken. Each story has a host of its own.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { card } from "../designer.mjs";
import { serve } from "../server.mjs";
import { expect, test as base } from "../story.mjs";

const test = base.extend({
  /** A host with a copy of the built page, to be changed or to go away. */
  host: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "stepwright-"));
    await cp(join(import.meta.dirname, "../../../dist"), folder, { recursive: true });
    const { address, close } = await serve(folder);
    await use({ address, folder, close });
    close();
    await rm(folder, { recursive: true });
  },
  baseURL: async ({ host }, use) => use(host.address),
});
test.use({ serviceWorkers: "allow", allowed: [/ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED/] });

/** The page is kept for visits without a network. */
const kept = (page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== "activated") await new Promise((done) => active.addEventListener("statechange", done, { once: true }));
  });
const room = (page) => page.getByRole("complementary", { name: "Learn" });

/** All that a second visit may want. */
async function everythingWorks(page) {
  await page.keyboard.press("Control+Enter");
  await expect(card(page, "Notify")).toHaveAccessibleName(/succeeded/);
  await page.getByRole("button", { name: "Split", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Definition" })).toBeVisible();
  await page.getByRole("button", { name: "Design", exact: true }).click();
  await page.getByRole("button", { name: "Learn", exact: true }).click();
  await room(page).getByRole("button", { name: /^What happens next/ }).click();
  await expect(room(page).locator(".lesson-phase")).toHaveText("What it is about");
}

test("everything works without a network after the first visit, and what is made then is kept", async ({ page, host, context }) => {
  await kept(page);
  host.close();
  await context.setOffline(true);
  await page.goto("./");
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await everythingWorks(page);
  await room(page).getByRole("button", { name: "Close Learn" }).click();
  await page.getByLabel("Workflow name").fill("Made on the train");
  await page.getByLabel("Workflow name").press("Enter");
  await expect(page.locator(".saved")).toHaveText("Saved in this browser");
  await page.goto("./index.html");
  await expect(page.getByLabel("Workflow name")).toHaveValue("Made on the train");
});

test("the data of AWS's services is kept while there is time, and found without a network", async ({ page, host, context }) => {
  await kept(page);
  const count = () =>
    page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith("stepwright "));
      const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return keys.flat().filter(({ url }) => url.includes("/catalogue-")).length;
    });
  await expect.poll(count, { timeout: 30_000 }).toBeGreaterThan(400);
  host.close();
  await context.setOffline(true);
  await page.goto("./");
  await page.getByRole("searchbox", { name: "Search states and AWS services" }).fill("glue start job run");
  await expect(page.locator(".palette__name", { hasText: "StartJobRun" }).first()).toBeVisible();
  await page.locator(".palette__item", { hasText: "StartJobRun" }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".panel--inspector").getByLabel("JobName").first()).toBeVisible();
});

test("a new version is offered, never forced, and taken by keyboard", async ({ page, host }) => {
  await kept(page);
  await expect(page.locator(".new-version")).toHaveCount(0);
  const change = async (name, from, to) => {
    const file = join(host.folder, name);
    const text = await readFile(file, "utf8");
    expect(text).toMatch(from);
    await writeFile(file, text.replace(from, to));
  };
  await change("index.html", "<title>Stepwright</title>", "<title>Stepwright, newer</title>");
  await change("service-worker.js", /version:"[0-9a-f]+"/, 'version:"0123456789abcdef"');

  // Loading it again gives the version that is kept; the new one comes meanwhile.
  await page.reload();
  await expect(page).toHaveTitle("Stepwright");
  const offer = page.getByRole("status").filter({ hasText: "A new version is ready." });
  await expect(offer).toBeVisible();
  await offer.getByRole("button", { name: "Later" }).click();
  await expect(offer).toHaveCount(0);
  await page.reload();
  await expect(page).toHaveTitle("Stepwright");
  await expect(offer).toBeVisible();
  await page.getByLabel("Workflow name").fill("Kept over the change");
  await page.getByLabel("Workflow name").press("Enter");
  await offer.getByRole("button", { name: "Reload" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle("Stepwright, newer");
  await expect(page.getByLabel("Workflow name")).toHaveValue("Kept over the change");
  await expect(offer).toHaveCount(0);
});

test("the page can be installed", async ({ page, host }) => {
  const manifest = await page.locator("link[rel=manifest]").getAttribute("href");
  const answer = await page.request.get(new URL(manifest, host.address).href);
  const { start_url, display, icons } = await answer.json();
  expect([start_url, display]).toEqual(["./", "standalone"]);
  for (const { src, sizes } of icons) {
    const size = await page.evaluate(async (address) => {
      const image = await createImageBitmap(await (await fetch(address)).blob());
      return `${image.width}x${image.height}`;
    }, new URL(src, host.address).href);
    expect(size).toBe(sizes);
  }
});
