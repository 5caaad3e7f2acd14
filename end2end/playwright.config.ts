import { defineConfig } from "@playwright/test";

import { CHROMIUM } from "./support/chromium";
import { site } from "./support/places";

export default defineConfig({
  testDir: "./tests",
  globalSetup: "./support/ready.ts",
  // One server, one database: the specs make people of their own, so they may run in any order.
  workers: 1,
  forbidOnly: !!process.env["CI"],
  // A machine that others use too may starve a browser. What passes only when tried again is told as flaky, with its
  // error, at the end of the log.
  retries: process.env["CI"] ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["./support/verdict.ts"]],
  use: {
    baseURL: site,
    browserName: "chromium",
    launchOptions: CHROMIUM,
    // Recorded when tried again only: it takes as much of the machine as the browser does.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
  },
});
