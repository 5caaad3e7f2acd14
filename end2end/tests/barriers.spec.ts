import type { Page } from "@playwright/test";

import { fitsItsWidth, hasNoBarrier, hasNoBarrierInEitherTheme } from "../support/barriers";
import { adminPages, emptyPages, furnish, personsPages, publicPages, receive } from "../support/demo";
import { newcomer, signIn, signUp } from "../support/people";
import { openDiscover } from "../support/switches";
import { expect, test } from "../support/test";

/** In both themes, at the width of a phone, and as at 200 % zoom of a small laptop. */
async function holdsNothingAgainstAnybody(page: Page, paths: Iterable<string>): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await hasNoBarrierInEitherTheme(page);
    for (const width of [640, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await fitsItsWidth(page);
    }
    await hasNoBarrier(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
}

test("no page of a person holds a barrier", async ({ page, browser }) => {
  test.setTimeout(900_000);
  await openDiscover(browser);
  await signUp(page, newcomer());
  await holdsNothingAgainstAnybody(page, Object.values(emptyPages));
  const demo = await furnish(page);
  const share = await receive(page, browser);
  await holdsNothingAgainstAnybody(page, Object.values(personsPages(demo, share)));
  const stranger = await (await browser.newContext()).newPage();
  await holdsNothingAgainstAnybody(stranger, Object.values(publicPages(demo)));
  await stranger.context().close();
});

test("no page of the admin area holds a barrier", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, "admin+clerk_test@example.com", "twelve-quiet-otters");
  await holdsNothingAgainstAnybody(page, Object.values(await adminPages(page)));
});
