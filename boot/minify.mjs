// Minifies the scripts that are named, in place: what wasm-bindgen writes is meant to be read, and would be part of the first paint.
import { readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";

for (const file of process.argv.slice(2)) {
  const { code } = await transform(await readFile(file, "utf8"), {
    format: "esm",
    minify: true,
    target: "es2022",
    legalComments: "none",
  });
  await writeFile(file, code);
}
