// Bundles what is there before and beside the page's module into the one script that index.html names.
import { build } from "esbuild";

await build({
  entryPoints: ["src/boot.ts"],
  outfile: "../.generated/boot.js",
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
});
