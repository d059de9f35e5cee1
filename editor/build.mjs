// Bundles the editor into one module, which the page loads when the code view is first shown.
import { build } from "esbuild";

await build({
  entryPoints: ["src/editor.ts"],
  outfile: "../.generated/editor.js",
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
});
