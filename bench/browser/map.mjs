// Measures a distributed Map of 100,000 items in the page, on the release build of `dist/`: how long it takes, whether progress
// is shown and the page answers meanwhile, and how much memory the browser's renderer needs. `cargo xtask bench map [items]`
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launchOptions } from "../../tests/e2e/chromium.mjs";
import { serve } from "../../tests/e2e/server.mjs";

const { chromium } = createRequire(new URL("../../tests/e2e/story.mjs", import.meta.url))("@playwright/test");
const items = Number(process.argv[2] ?? 100_000);
const definition = {
  QueryLanguage: "JSONata",
  StartAt: "Each",
  States: {
    Each: {
      Type: "Map",
      Items: `{% [1..${items}] %}`,
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" },
        StartAt: "Work",
        States: {
          Work: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:work", Next: "Done" },
          Done: { Type: "Pass", End: true },
        },
      },
      Output: "done",
      End: true,
    },
  },
};

const { address, close } = await serve(new URL("../../dist", import.meta.url).pathname);
const server = await chromium.launchServer(launchOptions);
const browser = await chromium.connect(server.wsEndpoint());
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(address);
await page.locator(".canvas").waitFor();
await page.locator("input[type=file]").setInputFiles({ name: "map.asl.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(definition)) });
await page.locator(".canvas").getByText("Each", { exact: true }).first().waitFor();
const before = Math.max(...renderers());

// What the panel says while it runs, and the longest time in which the page could not draw.
await page.evaluate(() => {
  const seen = new Set();
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    window.longest = Math.max(window.longest ?? 0, now - last);
    last = now;
    const words = document.querySelector(".dock-frame, .run")?.innerText ?? document.body.innerText;
    for (const line of words.split("\n")) if (/\d/.test(line) && /event|item|child|running|executions/i.test(line)) seen.add(line);
    requestAnimationFrame(look);
  };
  window.seen = seen;
  requestAnimationFrame(look);
});

let peak = 0;
const sampling = setInterval(() => (peak = Math.max(peak, ...renderers())), 100);
const start = performance.now();
await page.getByRole("button", { name: "Run", exact: true }).click();
const paused = page.getByLabel("Playing speed");
if (await paused.count()) await paused.selectOption("Instant");
await page.locator(".verdict").waitFor({ timeout: 300_000 });
const seconds = (performance.now() - start) / 1000;
clearInterval(sampling);
const { longest, seen, heap } = await page.evaluate(() => ({ longest: window.longest, seen: [...window.seen], heap: performance.memory?.usedJSHeapSize }));
console.log(`distributed Map of ${items} items: ${seconds.toFixed(1)} s until the verdict`);
console.log(`  ${(await page.locator(".verdict").innerText()).replaceAll("\n", " · ")}`);
console.log(`  renderer: ${peak} MB at most (${before} MB before), JavaScript heap ${Math.round((heap ?? 0) / 1e6)} MB; longest frame ${Math.round(longest)} ms`);
console.log(`  ${seen.length} different words of progress, such as: ${seen.slice(0, 3).concat(seen.slice(-2)).join(" | ")}`);
await browser.close();
await server.close();
close();

/** Resident megabytes of each renderer process of this browser. */
function renderers() {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).trim().split("\n");
  const processes = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line).slice(1));
  const family = new Set([String(server.process().pid)]);
  for (let known = 0; known < family.size; ) {
    known = family.size;
    for (const [pid, parent] of processes) if (family.has(parent)) family.add(pid);
  }
  const mine = processes.filter(([pid, , program]) => family.has(pid) && program.includes("--type=renderer"));
  return mine.map(([pid]) => resident(pid));
}

function resident(pid) {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
  } catch {
    return 0; // It has ended meanwhile.
  }
}
