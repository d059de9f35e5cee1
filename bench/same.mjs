// Compares what the simulator's runs leave behind natively (the lines of the file that is given) and in WebAssembly.
import { readFile } from "node:fs/promises";
import { digests } from "./ours/bench.js";

const natively = (await readFile(process.argv[2], "utf8")).split("\n");
const here = digests().split("\n");
const differing = natively.filter((line, at) => line !== here[at]);
for (const line of differing) console.log(`natively          ${line}\nin WebAssembly    ${here[natively.indexOf(line)]}`);
if (natively.length !== here.length || natively.length < 2) console.log(`${natively.length} lines natively, ${here.length} in WebAssembly`);
else if (differing.length === 0) console.log(`${here.length - 1} runs leave the same bytes natively and in WebAssembly`);
process.exitCode = differing.length === 0 && natively.length === here.length && natively.length > 1 ? 0 : 1;
