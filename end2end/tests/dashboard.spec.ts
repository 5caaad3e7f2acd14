import type { Locator, Page } from "@playwright/test";

import { call, receive } from "../support/demo";
import { collection, offer } from "../support/offers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

/** A part of the dashboard, by its heading. */
const part = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const within = (page: Page): Locator => part(page, "Best under budget").locator("tbody");

/** What a figure of the first row says. */
const figure = (page: Page, label: string): Locator =>
  page.locator(".figure").filter({ has: page.getByText(label, { exact: true }) });

async function withSamples(page: Page): Promise<void> {
  await signUp(page, newcomer("Ana"));
  await call(page, "POST", "/api/v1/listings/sample");
}

test("the best offers stand first, and a budget is tried out in place", async ({ page }) => {
  await withSamples(page);
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Ana");
  await expect(figure(page, "Active offers")).toContainText("28");
  await expect(figure(page, "Median $/mark")).toContainText("0.0142");
  await expect(part(page, "Best $/mark").locator(".best__title")).toContainText("Beelink SER5 MAX (5800H)");
  await expect(part(page, "Best perf/W").locator(".best__title")).toContainText("Beelink SER5 (5560U)");

  const budget = page.getByLabel("Budget, USD");
  await expect(budget).toHaveValue("400.00");
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  await budget.fill("250");
  await budget.press("Enter");
  await page.waitForURL(/\/dashboard\?budget=250$/);
  const affordable = [
    "Beelink SER5 MAX (5800H)",
    "Lenovo ThinkCentre M75q Gen 2 (5650GE)",
    "Beelink SER6 (6800H)",
    "Beelink SER5 (5560U)",
    "Lenovo ThinkCentre M70q Gen 3",
  ];
  await expect(within(page).getByRole("rowheader")).toHaveText(affordable);
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
  await page.reload();
  await expect(budget).toHaveValue("250.00");
  await expect(within(page).getByRole("rowheader")).toHaveText(affordable);

  await budget.fill("90");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.waitForURL(/budget=90$/);
  await expect(within(page).getByText("Beelink SER5 MAX (5800H)")).toHaveCount(0);
  const prices = await within(page).locator("[data-label='Adjusted, USD']").allInnerTexts();
  expect(prices.length).toBeGreaterThan(0);
  for (const price of prices) expect(Number(price)).toBeLessThanOrEqual(90);

  await budget.fill("0.01");
  await budget.press("Enter");
  await expect(page.getByText("No active offer comes to 0.01 USD or less after deductions.")).toBeVisible();
  await budget.fill("cheap");
  await budget.press("Enter");
  await expect(page.getByRole("heading", { name: "This budget cannot be used" })).toBeVisible();
  await page.getByRole("link", { name: "Use my own budget" }).click();
  await page.waitForURL(/\/dashboard$/);
  await expect(budget).toHaveValue("400.00");
});

test("prices that changed, what is to be decided and what others sent wait on the dashboard, until they are seen to", async ({
  page,
  browser,
}) => {
  await withSamples(page);
  const here = await collection(page, "Proxmox node", ["Waits for a word", "Decided upon"]);
  const { items } = await call(page, "GET", `/api/v1${here}/items`);
  const decided = (items as { id: number; listing: { title: string } }[]).find((it) => it.listing.title === "Decided upon");
  await call(page, "PATCH", `/api/v1${here}/items/${decided?.id}`, { status: "rejected" });
  for (const [title, price] of [["Falls", "149.00"], ["Rises", "219.00"]] as const) {
    const listing = await offer(page, title);
    await call(page, "POST", `/api/v1/listings/${listing}/price`, { price_usd: price });
  }
  await receive(page, browser);

  await page.goto("/dashboard");
  await expect(figure(page, "Price drops this week")).toContainText("1");
  const change = (title: string) => part(page, "Price changes").getByRole("listitem").filter({ hasText: title });
  await expect(change("Falls")).toContainText(/199\.00\sUSD\s→\s149\.00\sUSD\s*cheaper/);
  await expect(change("Rises")).toContainText(/199\.00\sUSD\s→\s219\.00\sUSD\s*dearer/);
  await change("Falls").getByRole("link").click();
  await page.waitForURL(/\/listings\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Falls");

  await page.goBack();
  const waiting = part(page, "To decide").getByRole("listitem");
  await expect(waiting).toHaveCount(1);
  await expect(waiting).toContainText("Waits for a word");
  await waiting.getByRole("link", { name: "Proxmox node" }).click();
  await page.waitForURL(new RegExp(`${here}$`));
  const chip = page.getByRole("group", { name: "Status of Waits for a word" }).getByRole("button", { name: "Shortlisted" });
  await chip.click();
  await expect(page.getByRole("link", { name: "Shortlisted 1" })).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Dashboard" }).click();
  await expect(part(page, "To decide")).toContainText("Nothing waits for a decision.");

  const shares = part(page, "Shared with you");
  await expect(shares.getByRole("listitem")).toContainText(/Beelink SER5\s*from Ben/);
  await shares.getByRole("link", { name: "Beelink SER5" }).click();
  await page.waitForURL(/\/inbox\/\d+$/);
  await expect(page.getByText("For your rack?")).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Dashboard" }).click();
  await expect(part(page, "Price changes")).toBeVisible();
  await expect(shares).toHaveCount(0);
});
