import { defineConfig } from "@playwright/test";

import { site } from "./support/places";

/** Chromium without the calls home that a closed network would refuse. */
const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // clerk-js takes failed calls of an automated browser for being offline; people's browsers do not say they are automated.
  "--disable-blink-features=AutomationControlled",
];

export default defineConfig({
  testDir: "./tests",
  globalSetup: "./support/ready.ts",
  // One server, one database: the specs make people of their own, so they may run in any order.
  workers: 1,
  forbidOnly: !!process.env["CI"],
  // A machine that others use too may starve a browser. What passes only when tried again is told as flaky, with its
  // error, at the end of the log.
  retries: process.env["CI"] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["./support/verdict.ts"]],
  use: {
    baseURL: site,
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: CHROMIUM_ARGS,
    },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
