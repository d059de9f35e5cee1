// What every story imports: Playwright's `test` on an opened page, which fails on anything the browser complains about.
import { test as base, expect } from "@playwright/test";

export { expect };

/** Whether the browser complains; that a story blocks service workers is no complaint. */
export const isComplaint = (message) =>
  ["error", "warning"].includes(message.type()) && message.text() !== "Service Worker registration blocked by Playwright";

export const test = base.extend({
  /** What the browser may complain of in this story, as patterns: a story that breaks something on purpose says so. */
  allowed: [[], { option: true }],

  /** The opened app. */
  page: async ({ page, allowed }, use) => {
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
    const unexpected = complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
    expect(unexpected, "the browser complained").toEqual([]);
  },
});
