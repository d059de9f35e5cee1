// How large definitions open in the built page: how long until their diagram is shown, and the longest task of the main thread.
// `cargo xtask bench opening [CASE...]`
import { chain, choices, data, mixed, nested } from "./definitions.mjs";
import { openFile, opened, traced, withPage } from "./page.mjs";

const CASES = [
  ["chain of 100", chain(100), "State number 0"],
  ["chain of 1,000", chain(1000), "State number 0"],
  ["chain of 2,000", chain(2000), "State number 0"],
  ["chain of 5,000", chain(5000), "State number 0"],
  ["chain of 10,000", chain(10000), "State number 0"],
  ["mixed, 1,000", mixed(1000), "Step 0"],
  ["mixed, 3,000", mixed(3000), "Step 0"],
  ["150 Choices of 31 ways", choices(150, 31), "Choice 0"],
  ["3,000 Choices of 3 ways", choices(3000, 3), "Choice 0"],
  ["Maps, 100 deep", nested(100), "Level 1"],
  ["1 MiB of data in a state", data(2 ** 20), "Data"],
];

const wanted = process.argv.slice(2);
const heads = ["size", "shown", "longest task", "its processor time"].map((head) => head.padStart(19));
console.log(`\nopening ${"".padEnd(22)}${heads.join("")}   processor time of all tasks over 50 ms`);
await withPage(async (browser, address) => {
  for (const [name, text, first] of CASES.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
    const page = await opened(browser, address);
    let shown;
    const tasks = await traced(page, async () => (shown = await openFile(page, "large", text, first)));
    const clock = Math.max(...tasks.map((task) => task.clock));
    const cells = [`${Math.round(text.length / 1024)} KiB`, ...[shown, clock, tasks[0].processor].map((time) => `${Math.round(time)} ms`)];
    const long = tasks.map((task) => Math.round(task.processor)).filter((time) => time > 50);
    console.log(`  ${name.padEnd(28)}${cells.map((cell) => cell.padStart(19)).join("")}   ${long.join(" ")}`);
    await page.context().close();
  }
});
