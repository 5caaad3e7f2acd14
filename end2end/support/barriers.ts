import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect } from "./test";

/** No barrier that axe can find. */
export async function hasNoBarrier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
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
