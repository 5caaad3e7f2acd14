import { defineConfig } from "@playwright/test";

import base from "./playwright.config";

/** Pictures of every page, for people to look at. */
export default defineConfig({ ...base, testDir: "./shots", retries: 0, use: { ...base.use, trace: "off", screenshot: "off" } });
