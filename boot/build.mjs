// Bundles what is there before and beside the page's module: the one script that index.html names, and what makes and reads links.
import { build } from "esbuild";

for (const name of ["boot", "share", "after", "service-worker"]) {
  await build({
    entryPoints: [`src/${name}.ts`],
    outfile: `../.generated/${name}.js`,
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
  });
}
