import type { Locator, Page } from "@playwright/test";

import { PASSWORD, TEST_CODE, clerkIsReady, enterCode, fillPassword, newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

/**
 * Seconds that a person takes, who is slower than this machine: to point (1.1) and click (0.1), and to press a key, as
 * Card, Moran and Newell have measured it in people who type fairly well.
 */
const A_CLICK = 1.2;
const A_KEY = 0.2;
/** To look up the code that was mailed. */
const A_MAIL = 8;

/** A first visit: where a person is, what they click and type, and how long that takes them. */
class Visit {
  clicks = 0;
  keys = 0;
  private readonly began = performance.now();

  constructor(readonly page: Page) {}

  async click(name: string | RegExp, role: "button" | "link" = "button"): Promise<void> {
    this.clicks += 1;
    await this.page.getByRole("main").getByRole(role, { name }).first().click();
  }

  /** Types into a field that a click leads to, or, from the field before, the Tab key. */
  async type(field: Locator, text: string, by: "click" | "tab" = "tab"): Promise<void> {
    this.reach(text, by);
    await field.fill(text);
  }

  /** Counts a field and what is typed into it, where something else does the typing. */
  reach(text: string, by: "click" | "tab" = "tab"): void {
    if (by === "click") this.clicks += 1;
    else this.keys += 1;
    this.keys += text.length;
  }

  /** What the person took for it, and what the machine made them wait, in seconds. */
  seconds(): number {
    return (performance.now() - this.began) / 1000 + this.clicks * A_CLICK + this.keys * A_KEY;
  }
}

test("from the front page to the first valued offer it takes less than a minute, and a handful of clicks", async ({ page }) => {
  const { first, email } = newcomer();
  const visit = new Visit(page);
  await page.goto("/");
  await visit.click("Create an account", "link");
  await page.waitForURL(/\/sign-up/);
  await visit.type(page.getByLabel("First name"), first, "click");
  await visit.type(page.getByLabel("Last name"), "Ash");
  await visit.type(page.getByLabel("Email address"), email);
  visit.reach(PASSWORD);
  await fillPassword(page, PASSWORD);
  await visit.click("Continue");
  visit.reach(TEST_CODE);
  await enterCode(page, TEST_CODE);
  await page.waitForURL("**/dashboard");
  await expect(page.getByText("Add your first offer")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);

  const signedUp = visit.clicks;
  await visit.click("Add offer", "link");
  await visit.type(page.getByLabel("Title"), "Beelink SER5 MAX", "click");
  await visit.type(page.getByLabel("Price"), "309");
  const cpu = page.getByRole("combobox", { name: "CPU" });
  visit.reach("5800h", "click");
  await cpu.pressSequentially("5800h");
  for (const key of ["ArrowDown", "Enter"]) {
    visit.keys += 1;
    await cpu.press(key);
  }
  await visit.click("Add offer");
  await page.waitForURL(/\/listings\/\d+$/);

  await expect(page.locator(".figures")).toContainText(/0\.0\d\d\d/);
  expect(visit.seconds() + A_MAIL).toBeLessThan(60);
  // Two of them lead, two are to begin to type.
  expect(visit.clicks - signedUp).toBeLessThanOrEqual(4);
  const toast = page.locator(".toasts");
  await expect(toast.getByRole("link", { name: "Why this number" })).toHaveAttribute("href", /tab=valuation/);
  await clerkIsReady(page);
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
