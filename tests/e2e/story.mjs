// What every story imports: Playwright's `test` on an opened page, which fails on anything the browser complains about.
import { appendFileSync } from "node:fs";
import { test as base, expect } from "@playwright/test";

export { expect };

/** Whether the browser complains; that a story blocks service workers is no complaint. */
export const isComplaint = (message) =>
  ["error", "warning"].includes(message.type()) && message.text() !== "Service Worker registration blocked by Playwright";

/** A file that takes the longest task of each story's page as a line, in milliseconds; without it nothing is measured. */
const LONG_TASKS = process.env.STEPWRIGHT_LONG_TASKS;

/** Begins to measure a page's tasks, and gives what writes the longest down. */
async function measured(page, title) {
  let longest = 0;
  await page.exposeFunction("noteTask", (duration) => (longest = Math.max(longest, duration)));
  await page.addInitScript(() => {
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.noteTask(entry.duration))).observe({ type: "longtask", buffered: true });
  });
  return () => appendFileSync(LONG_TASKS, `${Math.round(longest)}\t${title}\n`);
}

export const test = base.extend({
  /** What the browser may complain of in this story, as patterns: a story that breaks something on purpose says so. */
  allowed: [[], { option: true }],

  /** The opened app. */
  page: async ({ page, allowed }, use, info) => {
    const noteLongest = LONG_TASKS ? await measured(page, info.titlePath.slice(-2).join(": ")) : () => {};
    const complaints = [];
    page.on("console", (message) => isComplaint(message) && complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText;
      // What was still loading when the story went to another page, or reloaded this one.
      if (reason !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()} ${reason}`);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.hostname !== "127.0.0.1") complaints.push(`left the machine: ${url}`);
    });
    await page.goto("./");
    // Keys and pastes are heard once the panels, which load after the diagram, are there.
    await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
    await use(page);
    noteLongest();
    const unexpected = complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
    expect(unexpected, "the browser complained").toEqual([]);
  },
});
