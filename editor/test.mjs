// Bundles the tests for Node.js and runs them.
import { spawnSync } from "node:child_process";
import { build } from "esbuild";

const out = "node_modules/.tests/editor.test.mjs";
await build({
  stdin: { contents: 'import "./test/changes.test.ts"; import "./test/listeners.test.ts";', resolveDir: "." },
  outfile: out,
  bundle: true,
  format: "esm",
  platform: "node",
  logLevel: "warning",
});
process.exit(spawnSync(process.execPath, ["--test", "--test-reporter=tap", out], { stdio: "inherit" }).status ?? 1);
