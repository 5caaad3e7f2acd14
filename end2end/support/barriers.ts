import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect } from "./test";

/** What a theme can break: the rest of a page is the same in both. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** No barrier that axe can find. */
export async function hasNoBarrier(page: Page): Promise<void> {
  await hasNone(page, new AxeBuilder({ page }));
}

/** No barrier in either theme; leaves the page in the dark one. */
export async function hasNoBarrierInEitherTheme(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await hasNoBarrier(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await hasNone(page, new AxeBuilder({ page }).withRules(OF_COLOUR));
}

async function hasNone(page: Page, axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  // Soft: one look at all pages tells all there is to mend.
  expect.soft(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
    page.url(),
  ).toEqual([]);
}

/** Nothing stands out to the right: the page can be read without scrolling sideways. */
export async function fitsItsWidth(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(over, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0);
}
