// Optimises the WebAssembly modules that are named, in place: what the compiler, the splitter and wasm-bindgen leave over. One pass
// for size: more passes make the modules shorter, but what is sent, which is compressed, longer.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const OPTIMISER = fileURLToPath(new URL("node_modules/binaryen/bin/wasm-opt", import.meta.url));
// What the compiler's target has; a stripped module doesn't say it.
const FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
].map((feature) => `--enable-${feature}`);

for (const file of process.argv.slice(2)) {
  execFileSync(process.execPath, [OPTIMISER, file, "-O1", "--shrink-level=1", ...FEATURES, "-o", file], { stdio: "inherit" });
}
