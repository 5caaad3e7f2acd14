import type { Page } from "@playwright/test";

import { call, receive } from "../support/demo";
import { collection } from "../support/offers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

const header = (page: Page) => page.getByRole("banner");
/** Presses an access key as a keyboard does: Playwright's own keys type nothing while Alt is down. */
async function pressAccessKey(page: Page, key: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const pressed = {
    modifiers: 1,
    key,
    code: `Key${key.toUpperCase()}`,
    windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0),
  };
  await keyboard.send("Input.dispatchKeyEvent", { ...pressed, type: "keyDown", text: key, unmodifiedText: key });
  await keyboard.send("Input.dispatchKeyEvent", { ...pressed, type: "keyUp" });
  await keyboard.detach();
}

const unread = (page: Page) => page.getByRole("heading", { name: /^Unread/ });

test("the header searches the offers from any page, and its key leads to a new one", async ({ page }) => {
  await signUp(page, newcomer());
  await call(page, "POST", "/api/v1/listings/sample");
  await page.goto("/rules");
  const search = header(page).getByRole("searchbox", { name: "Search offers" });
  await search.fill("optiplex");
  await search.press("Enter");
  await page.waitForURL(/\/listings\?q=optiplex$/);
  const titles = page.locator("tbody .offer__title");
  await expect(titles.first()).toBeVisible();
  for (const title of await titles.allInnerTexts()) expect(title).toContain("OptiPlex");
  await expect(page.getByRole("main").getByRole("searchbox")).toHaveValue("optiplex");

  await pressAccessKey(page, "a");
  await page.waitForURL("**/listings/new");
  await expect(page.getByLabel("Title")).toBeVisible();
});

test("the bell tells how much there is to read, leads there, and is silent once all of it is read", async ({ page, browser }) => {
  await signUp(page, newcomer("Ana"));
  const here = await collection(page, "Proxmox node", ["Beelink EQ12"]);
  const { items } = await call(page, "GET", "/api/v1/listings");
  const [listing] = items as { id: number }[];
  await call(page, "POST", `/api/v1/listings/${listing?.id}/price`, { price_usd: "99.00" });
  await receive(page, browser);

  await page.goto(here);
  const bell = header(page).getByRole("link", { name: /^Notifications/ });
  await expect(bell).toHaveAccessibleName("Notifications, 2 unread");
  await expect(bell.locator(".bell__count")).toHaveText("2");
  const inbox = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Inbox/ });
  await expect(inbox).toHaveAccessibleName("Inbox 1 new");

  await bell.click();
  await page.waitForURL("**/inbox?tab=notifications");
  await expect(unread(page)).toHaveText("Unread (2)");
  await page.getByRole("button", { name: /^Mark as read Cheaper now/ }).click();
  await expect(unread(page)).toHaveText("Unread (1)");
  await page.goto("/dashboard");
  await expect(bell).toHaveAccessibleName("Notifications, 1 unread");

  await bell.click();
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(page.getByRole("heading", { name: "Earlier" })).toBeVisible();
  await expect(unread(page)).toHaveCount(0);
  await page.reload();
  await expect(unread(page)).toHaveCount(0);
  await expect(bell).toHaveAccessibleName("Notifications");
  await expect(bell.locator(".bell__count")).toHaveCount(0);
  // The share itself was not opened yet.
  await expect(inbox).toHaveAccessibleName("Inbox 1 new");
});

test("the theme is switched in this browser, before the first paint of the pages that follow", async ({ page, browser, context }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signUp(page, newcomer());
  const root = page.locator("html");
  const toggle = header(page).getByRole("button", { name: "Switch between light and dark theme" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await expect(root).not.toHaveAttribute("data-theme");
  await toggle.click();
  await expect(root).toHaveAttribute("data-theme", "dark");
  expect(await ground()).not.toBe(light);

  await page.reload();
  await expect(root).toHaveAttribute("data-theme", "dark");
  const html = await (await page.request.get("/listings", { headers: { "sec-fetch-dest": "document" } })).text();
  expect(html).toMatch(/<html[^>]* data-theme="dark"/);
  // Another browser of the same person is another place.
  const elsewhere = await browser.newContext({
    colorScheme: "light",
    storageState: { cookies: (await context.cookies()).filter(({ name }) => name !== "theme"), origins: [] },
  });
  const other = await elsewhere.newPage();
  await other.goto("/dashboard");
  await expect(other.locator("html")).not.toHaveAttribute("data-theme");
  await elsewhere.close();

  await toggle.click();
  await expect(root).not.toHaveAttribute("data-theme");
  await page.reload();
  await expect(root).not.toHaveAttribute("data-theme");
  expect(await ground()).toBe(light);
});
