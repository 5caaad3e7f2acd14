import type { Page } from "@playwright/test";

import { newcomer, signUp, signUpByForm } from "../support/people";
import { expect, test } from "../support/test";

/** A first visit, after signing up: where a person is, what they click and type. */
class Visit {
  clicks = 0;

  constructor(readonly page: Page) {}

  async click(name: string | RegExp, role: "button" | "link" = "button"): Promise<void> {
    this.clicks += 1;
    await this.page.getByRole("main").getByRole(role, { name }).first().click();
  }
}

test("from signing up to the first valued offer it takes a handful of clicks", async ({ page }) => {
  await signUpByForm(page, newcomer());
  await expect(page.getByText("Add your first offer")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);

  const visit = new Visit(page);
  await visit.click("Add offer", "link");
  await page.getByLabel("Title").fill("Beelink SER5 MAX");
  await page.getByLabel("Price").fill("309");
  const cpu = page.getByRole("combobox", { name: "CPU" });
  await cpu.pressSequentially("5800h");
  await cpu.press("ArrowDown");
  await cpu.press("Enter");
  await visit.click("Add offer");
  await page.waitForURL(/\/listings\/\d+$/);

  const toast = page.locator(".toasts");
  await expect(toast.getByRole("link", { name: "Why this number" })).toHaveAttribute("href", /tab=valuation/);
  await expect(page.locator(".figures")).toContainText(/0\.0\d\d\d/);
  expect(visit.clicks).toBeLessThanOrEqual(3);
});

/** The few fields that the list itself has. */
async function describe(page: Page): Promise<void> {
  await page.locator("#title").fill("Beelink SER5 MAX");
  await page.locator("#price_usd").fill("309");
  await page.locator("#condition").selectOption("new");
  // Its suggestions would lie over the button below.
  await page.locator("#cpu").fill("AMD Ryzen 7 5800H");
  await page.locator("#cpu").press("Tab");
}

test("an offer is added in the list itself, and the news says what it came to", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings");
  await describe(page);
  await page.getByRole("main").getByRole("button", { name: "Add offer" }).click();
  const toast = page.locator(".toasts");
  await expect(toast).toContainText("Added Beelink SER5 MAX");
  await expect(toast).toContainText(/adjusted price [\d.]+\s*USD/);
  await expect(toast).toContainText(/USD per mark/);
  await expect(toast.getByRole("link", { name: "Why this number" })).toHaveAttribute("href", /\/listings\/\d+\?tab=valuation/);
  await expect(page.getByRole("row", { name: /Beelink SER5 MAX/ })).toContainText("309.00");
});

test("28 sample offers are one click, and one click takes them away", async ({ page }) => {
  await signUp(page, newcomer());
  const visit = new Visit(page);
  await visit.click("Load 28 sample offers");
  await expect(page.getByText("28 sample offers loaded")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Best $/mark" })).toBeVisible();
  expect(visit.clicks).toBe(1);

  await page.goto("/listings");
  await expect(page.getByText("28 sample offers are among yours")).toBeVisible();
  await visit.click("Remove sample offers");
  await expect(page.getByText("No offers yet")).toBeVisible();
});

test("the first visit works without a script", async ({ page, browser, context }) => {
  await signUp(page, newcomer());
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  });
  const form = await plain.newPage();
  await form.goto("/listings");
  await describe(form);
  await form.getByRole("main").getByRole("button", { name: "Add offer" }).click();
  await expect(form.getByRole("row", { name: /Beelink SER5 MAX/ })).toContainText("309.00");
  const adjusted = form.getByRole("row", { name: /Beelink SER5 MAX/ }).locator("[data-label=Adjusted]");
  await expect(adjusted).toContainText(/\d+\.\d\d/);
  await plain.close();
});
