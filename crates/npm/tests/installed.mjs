// Where the package is installed, and what it is compared with: `cargo xtask test npm` says both.
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const folder = process.env.STEPWRIGHT_INSTALLED;
export const native = process.env.STEPWRIGHT_NATIVE;
if (!folder || !native) throw new Error("run `cargo xtask test npm`");

export const examples = fileURLToPath(new URL("../../gallery/examples/", import.meta.url));
export const slugs = readdirSync(examples).sort();

/** The package as who has installed it gets it. */
export async function library() {
  const { load, TaskError } = await import(`${folder}/node_modules/stepwright/node.js`);
  return { ...(await load()), TaskError };
}

/** How a program ends, and what it prints. */
function outcome(program, words, input) {
  return new Promise((resolve, reject) => {
    const options = { cwd: examples, maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: "1" } };
    const child = execFile(program, words, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: error ? error.code : 0, stdout, stderr });
    });
    // Whoever does not ask for it may have ended before it is there.
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
  });
}

export const natively = (words, input) => outcome(native, words, input);
export const installed = (words, input) => outcome(`${folder}/node_modules/.bin/stepwright`, words, input);
