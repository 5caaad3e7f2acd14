import { defineConfig } from "@playwright/test";

import base from "./playwright.config";

/** Lighthouse's judgement of a release build. */
export default defineConfig({ ...base, testDir: "./lighthouse", retries: 0, use: { ...base.use, trace: "off" } });
