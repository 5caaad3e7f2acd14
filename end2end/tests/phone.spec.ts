import type { Page } from "@playwright/test";

import { call, receive } from "../support/demo";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

const drawer = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** Goes to another room by the drawer, which closes behind one. */
async function goTo(page: Page, room: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: "Open navigation" }).tap();
  await drawer(page).getByRole("link", { name: room }).tap();
  await expect(drawer(page)).toBeHidden();
}

test("on a phone the rooms are behind a drawer, an offer is added, and one that was sent is kept", async ({ page, browser }) => {
  await signUp(page, newcomer());
  await receive(page, browser);
  await page.goto("/dashboard");
  await expect(drawer(page)).toBeHidden();
  await page.getByRole("button", { name: "Open navigation" }).tap();
  await expect(drawer(page)).toBeVisible();
  await page.getByRole("button", { name: "Close navigation" }).tap();
  await expect(drawer(page)).toBeHidden();

  await page.getByRole("banner").getByRole("link", { name: "Add offer" }).tap();
  await page.waitForURL("**/listings/new");
  await page.getByLabel("Title").fill("Beelink EQ12");
  await page.getByLabel("Price").fill("189");
  await page.getByRole("main").getByRole("button", { name: "Add offer" }).tap();
  await page.waitForURL(/\/listings\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Beelink EQ12");

  await goTo(page, /^Inbox 1 new/);
  await page.waitForURL("**/inbox");
  await page.getByRole("button", { name: "Save Beelink SER5" }).tap();
  await page.waitForURL(/\/collections\/\d+$/);
  await expect(page.getByRole("row", { name: "Beelink SER5" })).toBeVisible();

  await goTo(page, "Listings");
  await page.waitForURL("**/listings");
  await expect(page.locator("tbody .offer__title")).toHaveCount(2);
});

test("on a phone an offer's menu opens over its card, and does what it says", async ({ page }) => {
  await signUp(page, newcomer());
  await call(page, "POST", "/api/v1/listings/sample");
  await page.goto("/listings?q=beelink");
  const menu = page.locator(".row-menu:popover-open");
  const open = async () => {
    await page.getByRole("button", { name: "More for Beelink EQ12" }).tap();
    await expect(menu).toBeInViewport({ ratio: 1 });
  };
  await open();
  await menu.getByRole("link", { name: "Update price" }).tap();
  await page.getByLabel("New price of Beelink EQ12").fill("179");
  await page.getByRole("button", { name: "Save price" }).tap();
  await expect(page.getByRole("row", { name: /^Tick Beelink EQ12/ })).toContainText("179.00");
  await open();
  await menu.getByRole("button", { name: "Archive" }).tap();
  await expect(page.getByText("1 offer archived.")).toBeVisible();
  await expect(page.getByRole("button", { name: "More for Beelink EQ12" })).toHaveCount(0);
});
