// Pictures of the built page at two sizes, light and dark: `node shots.mjs FOLDER`.
import { chromium } from "@playwright/test";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { launchOptions } from "./chromium.mjs";
import { serve } from "./server.mjs";

const folder = resolve(process.argv[2] ?? "shots");
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
];

await mkdir(folder, { recursive: true });
const { address, close } = await serve(join(import.meta.dirname, "../../dist"));
const browser = await chromium.launch(launchOptions);
for (const viewport of sizes) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport, colorScheme });
    page.on("console", (message) => message.type() === "error" && console.error(`console: ${message.text()}`));
    await page.goto(address, { waitUntil: "networkidle" });
    await page.waitForTimeout(500);
    const path = join(folder, `${viewport.width}x${viewport.height}-${colorScheme}.png`);
    await page.screenshot({ path });
    console.log(path);
    await page.close();
  }
}
await browser.close();
close();
