// Runs benchmarks: ours and the peer alternately in one process, and prints medians and their ratio.
// A benchmark is a file of benchmarks/ that exports { peer, cases: [{ name, ours, peer, same? }] };
// both sides must give the same answer, compared as JSON unless the case says otherwise. A case may have no peer, or one that is called `once`.
import { readdir } from "node:fs/promises";

const ROUNDS = 15;
/** Sides that take longer than this are called less often. */
const SLOW_MILLISECONDS = 1500;
const SLOW_ROUNDS = 3;
const ROUND_MILLISECONDS = 20;
const WARM_UP_MILLISECONDS = 300;

const wanted = process.argv.slice(2);
const files = (await readdir(new URL("benchmarks/", import.meta.url))).filter((name) => name.endsWith(".mjs")).sort();
const names = files.map((name) => name.slice(0, -".mjs".length));
const unknown = wanted.find((name) => !names.includes(name));
if (unknown) {
  console.error(`error: there is no benchmark \`${unknown}\`; there are ${names.join(", ")}`);
  process.exit(1);
}

process.on("uncaughtException", (error) => {
  console.error(`error: ${error.message}`);
  process.exit(1);
});

for (const name of names.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const { default: benchmark } = await import(`./benchmarks/${name}.mjs`);
  console.log(`\n${name}: ours against ${benchmark.peer}`);
  console.log(`  ${"".padEnd(48)} ${"ours".padStart(12)} ${"peer".padStart(12)}   ratio`);
  for (const trial of benchmark.cases) {
    const { ours, peer } = await measured(trial);
    if (peer === undefined) {
      console.log(`  ${trial.name.padEnd(48)} ${shown(ours)}`);
      continue;
    }
    const ratio = peer >= ours ? `${(peer / ours).toFixed(1)} × faster` : `${(ours / peer).toFixed(1)} × slower`;
    console.log(`  ${trial.name.padEnd(48)} ${shown(ours)} ${shown(peer)}   ${ratio}`);
  }
}

/** The median time of one call on each side, in milliseconds. */
async function measured(trial) {
  if (trial.peer === undefined) return { ours: await alone(trial.ours), peer: undefined };
  if (trial.once) return onceBeside(trial);
  (trial.same ?? sameJson)(await trial.ours(), await trial.peer());
  const sides = { ours: trial.ours, peer: trial.peer };
  const [repeats, warm] = [{}, {}];
  for (const [side, call] of Object.entries(sides)) {
    warm[side] = await warmedUp(call);
    repeats[side] = Math.max(1, Math.ceil(ROUND_MILLISECONDS / warm[side]));
  }
  const times = { ours: [], peer: [] };
  const rounds = Object.values(warm).some((time) => time > SLOW_MILLISECONDS) ? SLOW_ROUNDS : ROUNDS;
  for (let round = 0; round < rounds; round++) {
    // The order changes from round to round, so that neither side always follows the other.
    const order = round % 2 === 0 ? ["ours", "peer"] : ["peer", "ours"];
    for (const side of order) times[side].push(await timed(sides[side], repeats[side]));
  }
  return { ours: median(times.ours), peer: median(times.peer) };
}

/** The same where the peer is so slow that it is called once. */
async function onceBeside(trial) {
  const start = performance.now();
  const answer = await trial.peer();
  const peer = performance.now() - start;
  trial.same(await trial.ours(), answer);
  return { ours: await alone(trial.ours), peer };
}

/** The median time of one call of a side that has no peer. */
async function alone(call) {
  const repeats = Math.max(1, Math.ceil(ROUND_MILLISECONDS / (await warmedUp(call))));
  const times = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(call, repeats));
  return median(times);
}

/** Fails where two answers first differ. */
function sameJson(ours, peer) {
  const [left, right] = [ours, peer].map((answer) => JSON.stringify(answer));
  if (left === right) return;
  let at = 0;
  while (left[at] === right[at]) at++;
  const around = (text) => text.slice(Math.max(0, at - 30), at + 30);
  throw new Error(`the answers differ: ours …${around(left)}…, the peer's …${around(right)}…`);
}

/** Calls until the just-in-time compiler has settled; returns the time of a late call. */
async function warmedUp(call) {
  const start = performance.now();
  let last = 0;
  do last = await timed(call, 1);
  while (performance.now() - start < WARM_UP_MILLISECONDS);
  return Math.max(last, 0.0001);
}

async function timed(call, repeats) {
  const start = performance.now();
  for (let repeat = 0; repeat < repeats; repeat++) {
    const result = call();
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / repeats;
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function shown(milliseconds) {
  const text = milliseconds < 1 ? `${(milliseconds * 1000).toFixed(1)} µs` : `${milliseconds.toFixed(2)} ms`;
  return text.padStart(12);
}
