import { hasNoBarrier } from "../support/barriers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("the menu comes with the page, before any script", async ({ page, context }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const html = await (await context.request.get("/dashboard", { headers: { accept: "text/html" } })).text();
  expect(html).toContain(`${nia.first} ${nia.last}`);
  for (const link of ["/settings/account", "/sign-out"]) expect(html).toContain(`href="${link}"`);
});

test("its links work without a script", async ({ page, context, browser }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const old = await plain.newPage();
  await old.goto("/dashboard");
  const menu = old.locator(".user-menu");
  await menu.locator("summary").click();
  await expect(menu).toContainText(nia.email);
  await expect(menu).toContainText("Solo plan");
  await menu.getByRole("link", { name: "Settings" }).click();
  await expect(old.getByRole("heading", { level: 1 })).toHaveText("Account");
  await plain.close();
});

test("it is worked by the keyboard, and gives the focus back", async ({ page }) => {
  await signUp(page, newcomer());
  const menu = page.locator(".user-menu");
  const button = menu.locator("summary");
  const settings = menu.getByRole("link", { name: "Settings" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(settings).toBeVisible();
  await hasNoBarrier(page);
  await page.keyboard.press("Tab");
  await expect(settings).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(settings).toBeHidden();
  await expect(button).toBeFocused();

  // Leaving it closes it, and the focus stays where it was led.
  await page.keyboard.press("Enter");
  await expect(settings).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await expect(settings).toBeHidden();
  await expect(button).not.toBeFocused();

  await button.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings/account");
});
