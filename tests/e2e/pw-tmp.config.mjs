import { defineConfig } from "@playwright/test";
import base from "/work/wt-pictures/tests/e2e/playwright.config.mjs";
export default defineConfig({ ...base, testDir: "/work/wt-pictures/tests/e2e/stories", outputDir: "/tmp/pw-results", webServer: { command: "node /work/wt-pictures/tests/e2e/server.mjs /tmp/dist1 4193", url: base.webServer.url, cwd: "/work/wt-pictures/tests/e2e" } });
