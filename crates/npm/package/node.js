// The same for Node.js, which reads the module from the disk.
import { readFile } from "node:fs/promises";
import { load as loadFrom } from "./index.js";

export { TaskError } from "./index.js";

export async function load(source) {
  return loadFrom(source ?? (await readFile(new URL("./library/library_bg.wasm", import.meta.url))));
}
