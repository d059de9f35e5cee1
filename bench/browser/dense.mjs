// A diagram in which lines lead anywhere: what a step of the wheel costs from afar and near, and how long looking for a word takes.
// `cargo xtask bench dense [CHOICES WAYS]`
import { choices } from "./definitions.mjs";
import { median, openFile, opened, traced, withPage } from "./page.mjs";

const [count, ways] = [process.argv[2] ?? 500, process.argv[3] ?? 21].map(Number);
const STEPS = 24;

await withPage(async (browser, address) => {
  const page = await opened(browser, address);
  let shown;
  const opening = await traced(page, async () => (shown = await openFile(page, "dense", choices(count, ways), "Choice 0")));
  console.log(`\n${count} Choices of ${ways} ways, processor time of the page's main thread`);
  row("opening", `${Math.round(shown)} ms until shown, longest task ${Math.round(opening[0].processor)} ms`);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const box = await page.locator(".canvas").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (const [view, button] of [["as opened", undefined], ["whole", "Fit the diagram"], ["near", /\d+ %/]]) {
    if (button) await page.getByRole("button", { name: button }).click();
    await page.waitForTimeout(1500);
    const lines = await page.locator(".edge").count();
    row(`${view} (${lines} lines, ${await page.locator(".canvas .node").count()} boxes one by one)`, "");
    row("  panning", await steps(page, session, (step) => page.mouse.wheel(step % 12 < 6 ? 90 : -90, step % 8 < 4 ? 120 : -120)));
    await page.keyboard.down("Control");
    row("  zooming", await steps(page, session, (step) => page.mouse.wheel(0, step % 12 < 6 ? 60 : -60)));
    await page.keyboard.up("Control");
  }
  await page.locator(".canvas").focus();
  const found = [];
  const tasks = await traced(page, async () => {
    for (const [label, act] of [["Ctrl+F", () => page.keyboard.press("Control+f")], ["a letter", () => page.keyboard.type("C")], ["Enter", () => page.keyboard.press("Enter")]]) {
      const before = await worked(session);
      const begun = performance.now();
      await act();
      await frames(page);
      found.push(`${label} ${Math.round((await worked(session)) - before)} (${Math.round(performance.now() - begun)})`);
    }
  });
  row("find", `${found.join(", ")} ms; longest task ${Math.round(tasks[0].processor)} ms`);
});

function row(name, figures) {
  console.log(`  ${name.padEnd(52)} ${figures}`);
}

function frames(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function worked(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
}

/** What each step costs until the second frame after it, and the longest task of all. */
async function steps(page, session, step) {
  const costs = [];
  const tasks = await traced(page, async () => {
    for (let number = 0; number < STEPS; number++) {
      const before = await worked(session);
      await step(number);
      await frames(page);
      costs.push((await worked(session)) - before);
    }
  });
  const longest = tasks[0]?.processor ?? 0;
  return `median ${median(costs).toFixed(1)} ms, most ${Math.max(...costs).toFixed(1)} ms a step; longest task ${Math.round(longest)} ms`;
}
