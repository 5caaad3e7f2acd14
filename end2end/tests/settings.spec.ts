import { clerkIsReady, newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("the account page shows Clerk's own component, also when it is reached from another page", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);

  const menu = page.locator(".user-menu");
  await menu.locator("summary").click();
  await menu.getByRole("link", { name: "Settings" }).click();
  await page.waitForURL("**/settings/account");
  await expect(page.getByRole("main").getByText(nia.email).first()).toBeVisible();

  // By the router, on a page that has loaded clerk-js without its components.
  await page.goto("/dashboard");
  await clerkIsReady(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await page.waitForURL("**/settings/account");
  await expect(page.getByRole("main").getByText(nia.email).first()).toBeVisible();
  await page.getByRole("button", { name: "Security" }).click();
  await page.waitForURL("**/settings/account/security");
  await expect(page.getByRole("heading", { name: "Security", exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Security", exact: true })).toBeVisible();
});
