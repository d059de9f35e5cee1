// How long a stranger's slow phone needs from a link to its diagram: a cold browser, four times slower than this machine, at
// 1.6 Mbit/s with 150 ms to the host and back, which compresses as hosts do. `cargo xtask bench link [STATES...]`
import { createServer } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";
import { serve } from "../../tests/e2e/server.mjs";
import { mixed } from "./definitions.mjs";
import { DIST, withBrowser } from "./page.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true };
const SLOWER = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
/** So often each is opened; the median counts. */
const TIMES = 5;

/** A host before another one that compresses what it answers, once for each file. */
async function compressing(address) {
  const kept = new Map();
  const server = createServer(async (request, response) => {
    if (!kept.has(request.url)) {
      const answer = await fetch(new URL(request.url, address));
      const body = Buffer.from(await answer.arrayBuffer());
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => /^content-(type|security-policy)$/.test(name)));
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
      kept.set(request.url, { status: answer.status, headers, body: brotliCompressSync(body, { params }) });
    }
    const { status, headers, body } = kept.get(request.url);
    response.writeHead(status, { ...headers, "content-encoding": "br" });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${server.address().port}${new URL(address).pathname}`, close };
}

/** The fragment that holds a workflow, as docs/links.md says. */
async function fragment(name, definition) {
  const json = new Blob([JSON.stringify({ version: 2, name, definition, scenarios: "" })]);
  const deflated = await new Response(json.stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
  return `#share=1.${Buffer.from(deflated).toString("base64url")}`;
}

/** Opens a link in a browser that has nothing of the page. Resolves to milliseconds until the diagram, and until it can be run. */
async function open(browser, address) {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector(".card")) requestAnimationFrame(() => (window.shown ??= performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => window.shown, undefined, { timeout: 60_000 });
  const shown = await page.evaluate(() => window.shown);
  await page.getByRole("button", { name: "Run", exact: true }).waitFor({ timeout: 60_000 });
  const ready = await page.evaluate(() => performance.now());
  await context.close();
  return { shown, ready };
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

const host = await serve(process.env.STEPWRIGHT_DIST ?? DIST);
const { address, close } = await compressing(host.address);
const sizes = process.argv.slice(2).map(Number);
try {
  await withBrowser(async (browser) => {
    for (const states of sizes.length > 0 ? sizes : [12, 40, 120]) {
      const link = address + (await fragment("A workflow", mixed(states)));
      // What the host compresses is compressed before.
      await open(browser, link);
      const times = [];
      for (let time = 0; time < TIMES; time += 1) times.push(await open(browser, link));
      const [shown, ready] = ["shown", "ready"].map((what) => Math.round(median(times.map((time) => time[what]))));
      console.log(`  ${`${states} states`.padEnd(14)} diagram ${shown} ms, can be run ${ready} ms; the link has ${link.length - address.length} characters`);
    }
  });
} finally {
  close();
  host.close();
}
