import { mkdirSync, writeFileSync } from "node:fs";

import { chromium, type Page } from "@playwright/test";

import { furnish } from "../support/demo";
import { newcomer, signUp } from "../support/people";
import { site } from "../support/places";
import { expect, test } from "../support/test";

const REPORTS = "../target/lighthouse";
const DEBUGGING_PORT = 9337;
const LEAST = { performance: 95, accessibility: 100, "best-practices": 95 };

type Result = { lhr: { categories: Record<string, { score: number }> }; report: string };
type Lighthouse = (url: string, flags: object, config?: object) => Promise<Result>;

/** Lighthouse is installed apart from the tests' own packages, of which it would be the largest. */
async function lighthouse(): Promise<Lighthouse> {
  const module = (await import(process.env["LIGHTHOUSE"] ?? "lighthouse")) as { default: Lighthouse };
  return module.default;
}

async function judge(path: string): Promise<Record<string, number>> {
  const run = await lighthouse();
  const { lhr, report } = await run(`${site}${path}`, {
    port: DEBUGGING_PORT,
    // Who is signed in stays so.
    disableStorageReset: true,
    output: "html",
    onlyCategories: Object.keys(LEAST),
    formFactor: "desktop",
    screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
    throttling: { rttMs: 40, throughputKbps: 10240, cpuSlowdownMultiplier: 1 },
  });
  mkdirSync(REPORTS, { recursive: true });
  writeFileSync(`${REPORTS}/${path === "/" ? "landing" : path.slice(1)}.html`, report);
  return Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)]));
}

async function expectGood(path: string): Promise<void> {
  const scores = await judge(path);
  console.log(path, scores);
  for (const [category, least] of Object.entries(LEAST)) {
    expect(scores[category], `${category} of ${path}`).toBeGreaterThanOrEqual(least);
  }
}

test("Lighthouse finds the pages fast, usable and sound", async ({}, testInfo) => {
  test.setTimeout(300_000);
  const { launchOptions } = testInfo.project.use;
  const context = await chromium.launchPersistentContext("", {
    ...launchOptions,
    baseURL: site,
    args: [...(launchOptions?.args ?? []), `--remote-debugging-port=${DEBUGGING_PORT}`],
  });
  try {
    await expectGood("/");
    const page: Page = await context.newPage();
    await signUp(page, newcomer());
    await furnish(page);
    await expectGood("/dashboard");
    await expectGood("/listings");
  } finally {
    await context.close();
  }
});
