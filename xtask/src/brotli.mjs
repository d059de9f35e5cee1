// Prints the size and the brotli size of each file named, one line each.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

for (const name of process.argv.slice(1)) {
  const bytes = readFileSync(name);
  console.log(`${bytes.length} ${brotliCompressSync(bytes).length}`);
}
