import type { Page } from "@playwright/test";

import { fitsItsWidth, hasNoBarrier, hasNoBarrierInEitherTheme } from "../support/barriers";
import {
  adminPages,
  catalogueAndSettingsPages,
  emptyPages,
  furnish,
  offerPages,
  publicPages,
  receive,
  rulePages,
  sharedPages,
} from "../support/demo";
import { newcomer, signIn, signUp } from "../support/people";
import { IRIS, openDiscover } from "../support/switches";
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

test.describe.configure({ timeout: 300_000 });

test("no page of somebody who has nothing yet holds a barrier", async ({ page }) => {
  await signUp(page, newcomer());
  await holdsNothingAgainstAnybody(page, Object.values(emptyPages));
});

for (const [name, pages] of Object.entries({ offers: offerPages, rules: rulePages, settings: catalogueAndSettingsPages })) {
  test(`no page of ${name} holds a barrier`, async ({ page }) => {
    await signUp(page, newcomer());
    await holdsNothingAgainstAnybody(page, Object.values(pages(await furnish(page))));
  });
}

test("no page of what is shared holds a barrier", async ({ page, browser }) => {
  await openDiscover(browser);
  await signUp(page, newcomer());
  const demo = await furnish(page);
  const share = await receive(page, browser);
  await holdsNothingAgainstAnybody(page, Object.values(sharedPages(demo, share)));
});

test("no page that anybody may see holds a barrier", async ({ page, browser }) => {
  await signUp(page, newcomer());
  const demo = await furnish(page);
  const stranger = await (await browser.newContext()).newPage();
  await holdsNothingAgainstAnybody(stranger, Object.values(publicPages(demo)));
  await stranger.context().close();
});

test("no page of the admin area holds a barrier", async ({ page }) => {
  await signIn(page, IRIS.email, IRIS.password);
  await holdsNothingAgainstAnybody(page, Object.values(await adminPages(page)));
});
