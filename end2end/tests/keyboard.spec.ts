import { press, tabTo, typeInto } from "../support/keyboard";
import { clerkIsReady, newcomer, PASSWORD, signOut, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("a person signs in, adds an offer and signs out without a mouse", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await signOut(page);

  await page.goto("/sign-in");
  await typeInto(page, page.getByLabel("Email address"), nia.email);
  await page.keyboard.press("Enter");
  await typeInto(page, page.getByRole("textbox", { name: "Password" }), PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/dashboard");
  await clerkIsReady(page);

  // The first stop of every page leads past what all pages have.
  await page.reload();
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip-link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  await press(page, page.locator(".app-header__add"));
  await page.waitForURL("**/listings/new");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  const menu = page.locator(".user-menu");
  await press(page, menu.locator("summary"));
  await press(page, menu.getByRole("button", { name: "Sign out" }));
  await page.waitForURL("**/sign-in");
});

test("a person changes their settings without a mouse", async ({ page }) => {
  await signUp(page, newcomer());
  await press(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }));
  await page.waitForURL("**/settings/account");
  await press(page, page.getByRole("navigation", { name: "Settings", exact: true }).getByRole("link", { name: "Preferences" }));
  await page.waitForURL("**/settings/preferences");

  const budget = page.getByLabel("Budget");
  const save = page.getByRole("button", { name: "Save preferences" });
  await typeInto(page, budget, "a lot");
  await press(page, save);
  await expect(budget).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("alert")).toContainText("not saved");

  await typeInto(page, budget, "350");
  await tabTo(page, page.getByLabel("Theme", { exact: true }));
  await page.keyboard.type("Dark");
  const told = page.getByLabel("somebody shows me an offer");
  await tabTo(page, told);
  await page.keyboard.press("Space");
  await press(page, save);
  await expect(page.getByRole("status").getByText("Preferences saved")).toBeVisible();

  await page.reload();
  await expect(budget).toHaveValue("350.00");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(told).not.toBeChecked();
});
