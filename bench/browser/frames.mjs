// A step of zooming and of panning beside React Flow's, and how long it takes until a diagram is shown: the same boxes in both, in
// one run. A step's time is what the main thread works for it: script, style, layout; in brackets with all else, such as painting.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { serve } from "../../tests/e2e/server.mjs";
import { branches } from "./definitions.mjs";
import { median, SIZE, stored, withPage } from "./page.mjs";

const BRANCHES = 20;
const STEPS = 60;
/** Steps into one direction before it turns. */
const LEG = 15;

const OURS = { card: ".canvas .card, canvas.far", pane: ".canvas", key: "Control", nodes: ".canvas .node" };
const PEER = { card: ".react-flow__node", pane: ".react-flow__pane", nodes: ".react-flow__node" };

/** What a press on would not pan. */
const HELD = "button, .minimap, .zoom, .react-flow__node, .react-flow__edge, .react-flow__panel";

const folder = await bundled();
const peer = await serve(folder, 0, false);
try {
  await withPage(async (browser, address) => {
    for (const count of [1000, 4000]) {
      const states = count / BRANCHES;
      const name = `${count.toLocaleString("en")} states`;
      const text = branches(BRANCHES, states);
      const flow = `${peer.address}?branches=${BRANCHES}&states=${states}`;
      const sides = [
        ["ours", () => stored(browser, address, name, text), OURS],
        ["React Flow", () => fresh(browser, flow), PEER],
        ["React Flow, visible only", () => fresh(browser, `${flow}&visible`), PEER],
      ];
      console.log(`\n${name}: ${"".padEnd(20)} ${["shown", "elements", "zoom, whole", "pan, whole", "zoom, near", "pan, near"].map((head) => head.padStart(19)).join("")}`);
      for (const [side, open, parts] of sides) console.log(`  ${side.padEnd(32)} ${(await measured(open, parts)).map((cell) => cell.padStart(19)).join("")}`);
    }
  });
} finally {
  peer.close();
  await rm(folder, { recursive: true });
}

/** React Flow's page, made ready to be served. */
async function bundled() {
  const here = new URL("react-flow/", import.meta.url).pathname;
  const folder = await mkdtemp(join(tmpdir(), "react-flow-"));
  const define = { "process.env.NODE_ENV": '"production"' };
  await build({ entryPoints: [join(here, "main.jsx")], bundle: true, minify: true, format: "esm", jsx: "automatic", define, outfile: join(folder, "main.js") });
  await build({ entryPoints: [new URL("../node_modules/@xyflow/react/dist/style.css", import.meta.url).pathname], bundle: true, outfile: join(folder, "main.css") });
  await cp(join(here, "index.html"), join(folder, "index.html"));
  return folder;
}

async function fresh(browser, address) {
  const page = await (await browser.newContext({ viewport: SIZE })).newPage();
  return { page, load: () => page.goto(address) };
}

/** All figures of one side, as they are printed. */
async function measured(open, parts) {
  const shown = [];
  let page;
  for (let round = 0; round < 3; round++) {
    const opened = await open();
    await page?.context().close();
    page = opened.page;
    await page.addInitScript(watchFor, parts.card);
    await opened.load();
    shown.push(await (await page.waitForFunction(() => window.shownAt, undefined, { timeout: 120_000 })).jsonValue());
  }
  await page.waitForTimeout(3000);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const steps = [];
  let elements = 0;
  for (const fit of [true, false]) {
    await look(page, fit);
    await page.waitForTimeout(1500);
    elements = Math.max(elements, await page.evaluate(() => document.querySelectorAll("*").length));
    steps.push(await zoomed(page, session, parts), await panned(page, session, parts));
  }
  await page.context().close();
  return [`${Math.round(median(shown))} ms`, elements.toLocaleString("en"), ...steps];
}

/** Notes, in the page, when what is waited for can be seen and was painted. */
function watchFor(selector) {
  const look = () => {
    const found = document.querySelector(selector);
    if (found && getComputedStyle(found).visibility === "visible") requestAnimationFrame(() => (window.shownAt = performance.now()));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Shows all of the diagram, or a part of it as large as it is. */
async function look(page, whole) {
  const isPeer = await page.evaluate(() => "flow" in window);
  if (isPeer) await page.evaluate((whole) => (whole ? window.flow.fitView() : window.flow.setViewport({ x: 200, y: 100, zoom: 1 })), whole);
  else await page.getByRole("button", { name: whole ? "Fit the diagram" : /\d+ %/ }).click();
}

async function middle(page, pane) {
  const box = await page.locator(pane).first().boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

async function zoomed(page, session, { pane, key }) {
  const [x, y] = await middle(page, pane);
  await page.mouse.move(x, y);
  if (key) await page.keyboard.down(key);
  const figure = await worked(page, session, (step) => page.mouse.wheel(0, step % (2 * LEG) < LEG ? 40 : -40));
  if (key) await page.keyboard.up(key);
  return figure;
}

async function panned(page, session, { pane }) {
  const box = await page.locator(pane).first().boundingBox();
  // A place where there is nothing but ground, in both.
  const [x, y] = await ground(page, box);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const figure = await worked(page, session, (step) => page.mouse.move(x + (step % (2 * LEG) < LEG ? step % LEG : LEG - (step % LEG)) * 20, y + (step % 7) * 9));
  await page.mouse.up();
  return figure;
}

function ground(page, box) {
  return page.evaluate(
    ([box, held]) => {
      for (let y = box.y + 150; y < box.y + box.height - 150; y += 11) {
        for (let x = box.x + 150; x < box.x + box.width - 450; x += 17) {
          if (!document.elementFromPoint(x, y)?.closest(held)) return [x, y];
        }
      }
      throw new Error("there is no ground to press on");
    },
    [box, HELD],
  );
}

/** The median of what the main thread works for a step. */
async function worked(page, session, step) {
  const metrics = async () => Object.fromEntries((await session.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value * 1000]));
  const [work, task] = [[], []];
  for (let number = 0; number < STEPS; number++) {
    const before = await metrics();
    await step(number);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const after = await metrics();
    const spent = (name) => after[name] - before[name];
    work.push(spent("ScriptDuration") + spent("LayoutDuration") + spent("RecalcStyleDuration"));
    task.push(spent("TaskDuration"));
  }
  return `${median(work).toFixed(1)} (${median(task).toFixed(1)}) ms`;
}
