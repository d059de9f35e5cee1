// How much memory the page and its worker take, WebAssembly and JavaScript together, once garbage is collected: many workflows
// opened and run and closed again, and the same twice more; a run of 25,000 events, and how soon a moment of it is shown; a distributed Map of 100,000
// items, and how long the page is busy at a time while it runs. `cargo xtask bench memory [workflows|events|map]`
import { readdirSync, readFileSync } from "node:fs";
import { median, openFile, opened, traced, withPage } from "./page.mjs";

const WORKFLOWS = 100;
const HUNDREDS = 3;
/** So long, in milliseconds, until what closing sets off is done. */
const SETTLED = 3000;
const ROUNDS = 6200;
const ITEMS = 100_000;

const CASES = { workflows, events, map };
const wanted = process.argv.slice(2);
await withPage(async (browser, address) => {
  for (const [name, measure] of Object.entries(CASES).filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
    const page = await opened(browser, address, noteMemories);
    // The worker's memories are kept at hand in the same way: its first script is given the same words before its own.
    await page.context().route("**/*_loader.js", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `(${noteMemories})();${await response.text()}` });
    });
    await page.reload();
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
    await measure(page, await looking(page));
    await page.context().close();
  }
});

/** Many workflows opened, each run to its end, then all closed; the same again and again, which tells what only the first round loads. */
async function workflows(page, look) {
  const examples = new URL("../../crates/gallery/examples/", import.meta.url);
  const texts = readdirSync(examples).map((name) => readFileSync(new URL(`${name}/definition.asl.json`, examples)));
  const open = async (name, buffer) => {
    await page.locator("input[type=file]").first().setInputFiles({ name: `${name}.asl.json`, mimeType: "application/json", buffer });
    await page.getByText(name).first().waitFor();
    await run(page);
  };
  const close = () => command(page, "Close this workflow");
  console.log(`\n${WORKFLOWS} workflows, each opened and run, then all closed; ${HUNDREDS} times`);
  await run(page);
  const start = await look();
  row("one, run", start);
  // Another start: code, the list of commands and the parts of the page that first use loads are not what a workflow leaves behind.
  await open("workflow-0", texts[0]);
  await close();
  await page.waitForTimeout(SETTLED);
  const used = await look();
  row("one closed", used);
  let last;
  for (let round = 1; round <= HUNDREDS; round++) {
    for (let number = 0; number < WORKFLOWS; number++) {
      await open(`workflow-${round}-${String(number).padStart(3, "0")}`, texts[number % texts.length]);
    }
    row(`${round}: all run`, await look());
    for (let number = 0; number < WORKFLOWS; number++) await close();
    await page.waitForTimeout(SETTLED);
    const after = await look();
    row(`${round}: closed`, after);
    const more = (than, words) => `${Math.round((sum(after) / sum(than) - 1) * 100)} % more than ${words}`;
    const all = [more(start, "at the start"), more(used, "after one was opened, run and closed"), ...(last ? [more(last, "a round before")] : [])];
    console.log(`  all closed: ${all.join(", ")}`);
    last = after;
  }
}

/** A long run, looked at anywhere. */
async function events(page, look) {
  const definition = {
    StartAt: "Begin",
    States: {
      Begin: { Type: "Pass", Result: { count: 0 }, Next: "More" },
      More: { Type: "Choice", Choices: [{ Variable: "$.count", NumericLessThan: ROUNDS, Next: "Add" }], Default: "Done" },
      Add: { Type: "Pass", Parameters: { "count.$": "States.MathAdd($.count, 1)" }, Next: "More" },
      Done: { Type: "Succeed" },
    },
  };
  await openFile(page, "events", JSON.stringify(definition), "More");
  await run(page);
  console.log(`\na run of ${4 * ROUNDS} events`);
  row("run", await look());
  const slider = page.getByRole("slider").first();
  const box = await slider.boundingBox();
  const at = (part) => [box.x + box.width * part, box.y + box.height / 2];
  await page.mouse.move(...at(0.5));
  await page.mouse.down();
  // From the pointer's move to the frame in which what it led to is painted.
  const times = [];
  for (let number = 0; number < 60; number++) {
    await page.evaluate(() => {
      window.moved = undefined;
      addEventListener("pointermove", () => requestAnimationFrame(() => setTimeout(() => (window.moved = performance.now()))), { once: true, capture: true });
      addEventListener("pointermove", () => (window.from = performance.now()), { once: true, capture: true });
    });
    await page.mouse.move(...at(0.02 + ((number * 37) % 97) / 100));
    await page.waitForFunction(() => window.moved);
    times.push(await page.evaluate(() => window.moved - window.from));
  }
  await page.mouse.up();
  console.log(`  scrubbing: median ${median(times).toFixed(1)} ms to the next frame, most ${Math.max(...times).toFixed(1)} ms`);
  row("scrubbed", await look());
}

/** A distributed Map while it runs. */
async function map(page, look) {
  const work = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:work", Next: "Done" };
  const inside = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" }, StartAt: "Work", States: { Work: work, Done: { Type: "Pass", End: true } } };
  const each = { Type: "Map", Items: `{% [1..${ITEMS}] %}`, ItemProcessor: inside, Output: "done", End: true };
  await openFile(page, "map", JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Each", States: { Each: each } }), "Each");
  const start = performance.now();
  const tasks = await traced(page, () => run(page));
  console.log(`\na distributed Map of ${ITEMS} items: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const long = tasks.filter(({ processor }) => processor > 50).map(({ processor }) => Math.round(processor));
  console.log(`  longest task of the main thread ${Math.round(tasks[0].processor)} ms of the processor's time; over 50 ms: ${long.slice(0, 12).join(" ") || "none"}`);
  row("run", await look());
}

async function run(page) {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const speed = page.getByLabel("Playing speed");
  await page.locator(".verdict, .notice, .transport").first().waitFor({ timeout: 120_000 });
  if (await speed.count()) await speed.selectOption("Instant").catch(() => {});
  await page.locator(".verdict").first().waitFor({ timeout: 300_000 });
}

async function command(page, name) {
  await page.locator(".canvas").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

/** A function that tells how many bytes page and workers take. */
async function looking(page) {
  const session = await page.context().newCDPSession(page);
  const workers = new Map();
  const answers = new Map();
  let next = 1;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => targetInfo.type === "worker" && workers.set(sessionId, targetInfo));
  session.on("Target.detachedFromTarget", ({ sessionId }) => workers.delete(sessionId));
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    answers.get(id)?.(result ?? { error });
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const ofWorker = (sessionId) => (method, params = {}) =>
    new Promise((resolve) => {
      answers.set(next, resolve);
      session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id: next++, method, params }) }).catch(() => resolve({}));
    });
  return async () => {
    const all = await Promise.all([...workers.keys()].map((id) => taken(ofWorker(id))));
    return { page: await taken((method, params = {}) => session.send(method, params)), worker: all.reduce(added, { module: 0, script: 0 }) };
  };
}

/** Keeps the memories of its modules at hand. */
function noteMemories() {
  globalThis.memories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      const { memory } = (made.instance ?? made).exports;
      if (memory && !memories.includes(memory)) memories.push(memory);
      return made;
    };
  }
}



/** Bytes of WebAssembly's memories, and of what scripts hold. */
async function taken(send) {
  await send("HeapProfiler.collectGarbage");
  const { usedSize } = await send("Runtime.getHeapUsage");
  const { result } = await send("Runtime.evaluate", { expression: "globalThis.memories?.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)" });
  return { module: result.value ?? 0, script: usedSize };
}



function row(name, figures) {
  const shown = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`.padStart(9);
  const of = ({ module, script }) => `${shown(module)} WebAssembly, ${shown(script)} JavaScript`;
  console.log(`  ${name.padEnd(12)} page ${of(figures.page)}; worker ${of(figures.worker)}; together ${shown(sum(figures))}`);
}

function added(one, other) {
  return { module: one.module + other.module, script: one.script + other.script };
}

function sum({ page, worker }) {
  return page.module + page.script + worker.module + worker.script;
}
