// The example page of the npm package's README, in a browser, from the installed package.
import { chromium } from "@playwright/test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { test } from "node:test";
import { launchOptions } from "./chromium.mjs";

const folder = process.env.STEPWRIGHT_INSTALLED;
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };

test("the example page runs a workflow", async () => {
  const readme = await readFile(join(folder, "node_modules/stepwright/README.md"), "utf8");
  const html = readme.split("```html\n")[1].split("```")[0];
  assert.ok(html.trim().split("\n").length <= 20, "it stays an example");
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.route("**/*", async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/favicon.ico") return route.fulfill({ status: 204 });
      const body = pathname === "/" ? html : await readFile(join(folder, pathname));
      return route.fulfill({ body, contentType: types[extname(pathname)] ?? types[".html"] });
    });
    await page.goto("http://page.test/");
    await page.click("#run");
    const events = page.locator("#events");
    await page.waitForFunction(() => document.getElementById("events").textContent !== "");
    const lines = (await events.textContent()).split("\n");
    assert.match(lines[0], /ExecutionStarted$/);
    assert.match(lines.at(-1), /^SUCCEEDED .*Hello, Ada!/);
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
});
