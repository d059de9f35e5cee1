// The stories run on the release build (`cargo xtask build`) below a path, in Chromium.
import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./chromium.mjs";
import { PREFIX } from "./server.mjs";

const port = process.env.STEPWRIGHT_PORT ?? "4173";
const address = `http://127.0.0.1:${port}${PREFIX}`;

export default defineConfig({
  testDir: "stories",
  outputDir: "test-results",
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    baseURL: address,
    launchOptions,
    // What is kept for visits without a network would hide from a story what it does to the network.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  webServer: { command: `node server.mjs ../../dist ${port}`, url: address },
});
