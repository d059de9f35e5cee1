// The built page in a browser, as benchmarks use it.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchOptions } from "../../tests/e2e/chromium.mjs";
import { serve } from "../../tests/e2e/server.mjs";

const { chromium } = createRequire(new URL("../../tests/e2e/story.mjs", import.meta.url))("@playwright/test");

export const DIST = new URL("../../dist", import.meta.url).pathname;
export const SIZE = { width: 1440, height: 900 };

/** Calls `use` with a browser. */
export async function withBrowser(use) {
  const browser = await chromium.launch(launchOptions);
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

/** Calls `use` with a browser and the address of the built page. */
export async function withPage(use) {
  const { address, close } = await serve(process.env.STEPWRIGHT_DIST ?? DIST);
  try {
    await withBrowser((browser) => use(browser, address));
  } finally {
    close();
  }
}

/** A fresh page with all of its parts there; `first` is done in it before anything else. */
export async function opened(browser, address, first = () => {}) {
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  await page.addInitScript(first);
  await page.addInitScript(watch);
  await page.goto(address);
  await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  return page;
}

/** Notes, in the page, its long tasks and when a diagram is shown that `window.awaited` selects. */
function watch() {
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration]))).observe({ type: "longtask", buffered: true });
  document.addEventListener("change", (event) => event.target.type === "file" && (window.began = performance.now()), true);
  const look = () => {
    if (window.awaited && document.querySelector(window.awaited)) {
      window.awaited = undefined;
      // What is there in this frame is painted before the next.
      requestAnimationFrame(() => (window.shown = performance.now()));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Opens a definition as a file. Resolves to the milliseconds until its diagram is shown. */
export async function openFile(page, name, text, first) {
  const selector = `canvas.far, .card[title="${first}"], .frame__title[title="${first}"]`;
  await page.evaluate((awaited) => Object.assign(window, { awaited, shown: undefined, began: undefined }), selector);
  // A file of the disk: one that is handed over as bytes is decoded by the page itself.
  const folder = await mkdtemp(join(tmpdir(), "opening-"));
  const file = join(folder, `${name}.asl.json`);
  await writeFile(file, text);
  await page.locator("input[type=file]").first().setInputFiles(file);
  await page.waitForFunction(() => window.shown, undefined, { timeout: 300_000 });
  await stillness(page);
  await rm(folder, { recursive: true });
  return page.evaluate(() => window.shown - window.began);
}

/** Does something while the browser notes the tasks of its threads. Resolves to the page's main thread's: milliseconds of the
 *  clock and of the processor, which differ where other programs are at work, too; the longest first. */
export async function traced(page, act) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await act();
  const { traceEvents: events } = JSON.parse(await browser.stopTracing());
  const tasks = events.filter(({ ph, name }) => ph === "X" && name === "ThreadControllerImpl::RunTask");
  const main = events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`);
  const work = (thread) => thread.reduce((sum, { dur }) => sum + dur, 0);
  const threads = main.map((thread) => tasks.filter(({ pid, tid }) => `${pid} ${tid}` === thread));
  // Other pages' main threads have nothing to do meanwhile.
  const busiest = threads.toSorted((a, b) => work(b) - work(a))[0] ?? [];
  return busiest.map(({ dur = 0, tdur = dur }) => ({ clock: dur / 1000, processor: tdur / 1000 })).toSorted((a, b) => b.processor - a.processor);
}

/** A page that keeps a workflow, ready to be loaded anew. */
export async function stored(browser, address, name, text) {
  const page = await opened(browser, address);
  await openFile(page, name, text, "All");
  // What is kept is written a moment after it was opened.
  await page.waitForTimeout(2000);
  return { page, load: () => page.reload() };
}

/** Waits until there was no long task for a while. */
async function stillness(page, milliseconds = 2500) {
  for (let before = -1; ; ) {
    const count = await page.evaluate(() => window.tasks.length);
    if (count === before) return;
    before = count;
    await page.waitForTimeout(milliseconds);
  }
}

export const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
