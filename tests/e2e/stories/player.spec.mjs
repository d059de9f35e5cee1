// The player: a workflow inside of a page of another origin. The editor is shown in none.
import { createServer } from "node:http";
import { join } from "node:path";
import { card } from "../designer.mjs";
import { serve } from "../server.mjs";
import { expect, test as base } from "../story.mjs";

const test = base.extend({
  /** A page of another origin with this in its body; its address. */
  blog: async ({}, use) => {
    let body = "";
    const server = createServer((request, response) => {
      response.writeHead(request.url === "/" ? 200 : 404, { "Content-Type": "text/html; charset=utf-8" });
      response.end(`<!doctype html><html lang="en"><title>A blog</title><link rel="icon" href="data:,">${body}`);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const address = `http://127.0.0.1:${server.address().port}/`;
    await use((text) => {
      body = text;
      return address;
    });
    server.close();
  },
});

const snippet = async (page) => {
  await page.getByRole("button", { name: "File" }).click();
  await page.getByRole("menuitem", { name: "Share by a link…" }).click();
  const dialog = page.getByRole("dialog", { name: "Share by a link" });
  const code = await dialog.getByLabel("Code to embed").inputValue();
  await page.keyboard.press("Escape");
  return code;
};
const player = (page) => page.frameLocator("iframe");

test("the code to embed shows the workflow in a page of another origin, where it runs and cannot be changed", async ({ page, blog }) => {
  const code = await snippet(page);
  expect(code).toMatch(/^<iframe src="http[^"]+\/player\.html#share=1\.[\w-]+" title="/);
  await page.goto(blog(code));
  const inside = player(page);
  await expect(card(inside, "StoreData")).toBeVisible();
  await inside.getByRole("button", { name: "Run", exact: true }).click();
  await inside.getByRole("button", { name: "To the end" }).click();
  await expect(card(inside, "Notify")).toHaveAccessibleName(/succeeded/);
  await card(inside, "StoreData").click();
  await expect(inside.getByRole("complementary", { name: "Data of the step" })).toContainText("StoreData");
  await inside.getByRole("combobox", { name: "Scenario", exact: true }).selectOption({ index: 1 });

  await card(inside, "StoreData").press("Delete");
  await expect(card(inside, "StoreData")).toBeVisible();
  for (const name of ["File", "Learn", "Left panel"]) await expect(inside.getByRole("button", { name, exact: true })).toHaveCount(0);

  const [editor] = await Promise.all([page.waitForEvent("popup"), inside.getByRole("link", { name: "Open in Stepwright" }).click()]);
  await expect(editor.getByText("This workflow came by a link.")).toBeVisible();
  await expect(card(editor, "StoreData")).toBeVisible();
});

test("the player is stepped through by keyboard", async ({ page, blog }) => {
  await page.goto(blog(await snippet(page)));
  const inside = player(page);
  await inside.getByRole("button", { name: "Run", exact: true }).focus();
  await page.keyboard.press("Control+Enter");
  const start = inside.getByRole("button", { name: "To the start" });
  await expect(start).toBeEnabled();
  await start.press("Enter");
  const moment = inside.getByRole("slider", { name: "Moment of the run" });
  await expect(moment).toHaveAttribute("aria-valuetext", /^event 0 of/);
  await page.keyboard.press(".");
  await expect(moment).not.toHaveAttribute("aria-valuetext", /^event 0 of/);
  // No key leads to what could change anything.
  for (const key of ["n", "[", "o", "Control+k", "Control+o"]) await page.keyboard.press(key);
  await expect(inside.getByRole("dialog")).toHaveCount(0);
  await expect(inside.locator(".panel--left, .veil")).toHaveCount(0);
});

test("a player without a workflow says what is missing", async ({ page }) => {
  await page.goto("./player.html");
  await expect(page.getByRole("heading", { name: "No workflow to show" })).toBeVisible();
  await page.goto("about:blank");
  await page.goto("./player.html#share=1.AAAA");
  await expect(page.locator(".player-none")).toContainText("This link is damaged");
});

test.describe("the editor in a frame", () => {
  test.use({ allowed: [/frame-ancestors|ERR_BLOCKED_BY_RESPONSE/] });

  test("is refused by the host's policy, and by itself where a host sends none", async ({ page, blog, baseURL }) => {
    await page.goto(blog(`<iframe src="${baseURL}" title="framed"></iframe>`));
    await expect(player(page).getByRole("button", { name: "Run", exact: true })).toHaveCount(0);

    const plain = await serve(join(import.meta.dirname, "../../../dist"), 0, false);
    await page.goto(blog(`<iframe src="${plain.address}" title="framed"></iframe>`));
    await expect(player(page).getByText("Stepwright’s editor is not shown inside of other pages.")).toBeVisible();
    await expect(player(page).getByRole("link", { name: "Open Stepwright" })).toHaveAttribute("target", "_blank");
    await expect(player(page).locator(".app")).toHaveCount(0);
    plain.close();
  });
});

test("lessons in the player are named, and lead to Stepwright", async ({ page }) => {
  const fragment = await page.evaluate(async () => {
    const json = new Blob([JSON.stringify({ title: "Bread", lessons: ["Heat", "Time"].map((title) => ({ version: 1, id: title, title, workflow: {} })) })]);
    const deflated = await new Response(json.stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
    return `#share=1.${btoa(String.fromCharCode(...new Uint8Array(deflated))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  });
  await page.goto(new URL(`player.html${fragment}`, page.url()).href);
  await expect(page.getByRole("heading", { name: "Bread" })).toBeVisible();
  await expect(page.getByText("2 lessons.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open in Stepwright" })).toHaveAttribute("href", `./${fragment}`);
});
