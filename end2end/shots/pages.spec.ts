import type { Page } from "@playwright/test";

import { adminPages, emptyPages, furnish, personsPages, publicPages, receive } from "../support/demo";
import { newcomer, signIn, signUp } from "../support/people";
import { openDiscover } from "../support/switches";
import { expect, test } from "../support/test";

const FOLDER = process.env["SHOTS"] ?? "../target/screenshots";
const WIDTHS = [390, 1280];
const SCHEMES = ["light", "dark"] as const;

async function takeAll(page: Page, pages: Record<string, string>): Promise<void> {
  for (const [name, path] of Object.entries(pages)) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      // Loaded at each width: a table that has been cards keeps something of that when the window grows.
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      // Clerk's forms come after the page.
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await page.evaluate(() => document.fonts.ready);
      // As tall as the page: what sticks to the window's edge would lie across the middle.
      await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.screenshot({ path: `${FOLDER}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      }
    }
  }
}

test("pages of a person, and what anybody sees", async ({ page, browser }) => {
  test.setTimeout(1_200_000);
  await openDiscover(browser);
  // A name that may stand in a picture.
  await signUp(page, { ...newcomer("Nia"), last: "Nakamura" });
  await takeAll(page, emptyPages);
  const demo = await furnish(page);
  await takeAll(page, personsPages(demo, await receive(page, browser)));
  const stranger = await (await browser.newContext()).newPage();
  await takeAll(stranger, publicPages(demo));
  await stranger.context().close();
});

test("the admin area", async ({ page }) => {
  test.setTimeout(600_000);
  await signIn(page, "admin+clerk_test@example.com", "twelve-quiet-otters");
  await takeAll(page, await adminPages(page));
});
