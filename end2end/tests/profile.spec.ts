import type { Locator, Page } from "@playwright/test";

import { ageVerification } from "../support/clock";
import {
  PASSWORD,
  TEST_CODE,
  clerkIsReady,
  enterCode,
  identify,
  isTold,
  newcomer,
  signIn,
  signUp,
} from "../support/people";
import { site, standIn } from "../support/places";
import { expect, test } from "../support/test";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

/** Clerk's own profile component, on our page for it. */
async function openProfile(page: Page, tab: "Profile details" | "Security" = "Profile details"): Promise<void> {
  await page.goto(`/settings/account${tab === "Security" ? "/security" : ""}`);
  await expect(page.getByRole("heading", { name: tab, exact: true })).toBeVisible();
}

/** A section of the component, e.g. that of e-mail addresses. */
function section(page: Page, name: string): Locator {
  return page.locator(`.cl-profileSection__${name}`);
}

/** Opens the menu in `row` and chooses from it. */
async function choose(row: Locator, item: string | RegExp): Promise<void> {
  const entry = row.page().getByRole("menuitem", { name: item });
  // Clerk draws the list anew after each change, and an open menu is gone with the old one.
  await expect(async () => {
    if (!(await entry.isVisible())) await row.getByRole("button", { name: "Open menu" }).click();
    await entry.click({ timeout: 3_000 });
  }).toPass();
}

async function confirmRemoval(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Remove", exact: true }).click();
}

async function chooseNewPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel("New password").fill(password);
  await isTold(page, "Your password meets all the necessary requirements.");
  await page.getByLabel("Confirm password").fill(password);
  await isTold(page, "Passwords match.");
}

/** Reloads until our own menu shows that name and such a picture: it learns of them by Clerk's message. */
async function isShownInMenu(page: Page, name: string, picture: RegExp): Promise<void> {
  const menu = page.locator(".user-menu");
  const drawn = menu.locator("summary .avatar__image");
  await expect(async () => {
    await page.reload();
    await clerkIsReady(page);
    await expect(menu.locator(".user-menu__name")).toHaveText(name, { timeout: 1_000 });
    await expect(drawn).toHaveAttribute("src", picture, { timeout: 1_000 });
  }).toPass();
  await expect(drawn).toHaveJSProperty("complete", true);
  await expect(drawn).not.toHaveJSProperty("naturalWidth", 0);
}

test("a name and a picture are changed, our menu shows them, and the picture is removed", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await openProfile(page);
  const update = page.getByRole("button", { name: "Update profile" });
  await update.click();
  await page.getByLabel("First name").fill("Nina");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(section(page, "profile")).toContainText(`Nina ${nia.last}`);

  // What leaves and what takes its place are both there for a moment: picture and button.
  const image = section(page, "profile").locator(".cl-userPreviewAvatarImage").last();
  const drawn = await image.getAttribute("src");
  // The form that is done leaves by and by.
  await expect(page.locator("input[type=file]")).toHaveCount(0);
  await expect(update).toHaveCount(1);
  await update.click();
  await page.locator("input[type=file]").setInputFiles({ name: "nia.png", mimeType: "image/png", buffer: PNG });
  await expect(image).toHaveAttribute("src", /\/__clerk\/img\/uploads\//);
  await isShownInMenu(page, `Nina ${nia.last}`, /\/img\/uploads\//);
  await expect(section(page, "profile")).toContainText(`Nina ${nia.last}`);
  await expect(update).toHaveCount(1);
  await update.click();
  await confirmRemoval(page);
  await expect(image).toHaveAttribute("src", /\/__clerk\/img\/avatars\//);
  await isShownInMenu(page, `Nina ${nia.last}`, /\/img\/avatars\//);
  expect(drawn).toContain("/__clerk/img/avatars/");
});

test("an address is added, verified and made primary, and the old one no longer signs in", async ({ page, browser }) => {
  const nia = newcomer();
  const second = `second-${nia.email}`;
  await signUp(page, nia);
  await openProfile(page);
  await page.getByRole("button", { name: "Add email address" }).click();
  await page.getByLabel("Email address").fill(second);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await enterCode(page, "000000");
  await isTold(page, /incorrect code/i);
  await enterCode(page, TEST_CODE);
  const addresses = section(page, "emailAddresses");
  const added = page.locator(".cl-profileSectionItem__emailAddresses", { hasText: second });
  await choose(added, "Set as primary");
  await expect(added).toContainText("Primary");
  await choose(page.locator(".cl-profileSectionItem__emailAddresses", { hasNotText: second }), "Remove email");
  await confirmRemoval(page);
  await expect(addresses.getByText(nia.email, { exact: true })).toHaveCount(0);

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto("/sign-in");
  await identify(elsewhere, nia.email);
  await isTold(elsewhere, "Couldn't find your account.");
  await signIn(elsewhere, second);
  await elsewhere.context().close();
});

test("a provider's account is connected and disconnected", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await openProfile(page);
  const accounts = section(page, "connectedAccounts");
  await accounts.getByRole("button", { name: "Connect account" }).click();
  await page.getByRole("menuitem", { name: /GitHub/ }).click();
  await page.waitForURL((url) => url.origin === standIn);
  await page.getByText("Someone new").click();
  await page.getByLabel("E-mail").fill(nia.email);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(`${site}/settings/account**`);
  await expect(accounts).toContainText("GitHub");
  await choose(accounts, /Remove/);
  await confirmRemoval(page);
  await expect(accounts).not.toContainText("GitHub");
});

test("another device is listed and signed out", async ({ page, browser }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, nia.email);

  await openProfile(page, "Security");
  const devices = section(page, "activeDevices").locator(".cl-activeDevice");
  await expect(devices).toHaveCount(2);
  await expect(devices.filter({ hasText: "This device" })).toContainText("Chrome");
  await choose(section(page, "activeDevices"), /Sign out/);
  await page.reload();
  await expect(devices).toHaveCount(1);
  await elsewhere.reload();
  await elsewhere.waitForFunction(() => {
    const { Clerk } = globalThis as unknown as { Clerk?: { loaded?: boolean; session?: unknown } };
    return Clerk?.loaded === true && !Clerk.session;
  });
  await elsewhere.context().close();
});

test("a password is changed after showing once more who one is", async ({ page, browser }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await openProfile(page, "Security");
  await ageVerification(page.context());
  await page.getByRole("button", { name: "Update password" }).click();
  await chooseNewPassword(page, "correct-horse-battery-8");
  await page.getByRole("button", { name: "Save" }).click();

  const again = page.getByRole("dialog");
  await expect(again).toContainText("Verification required");
  await again.getByRole("textbox", { name: "Password" }).fill("not-my-password");
  await again.getByRole("button", { name: "Continue" }).click();
  await isTold(page, /Password is incorrect/);
  await again.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await again.getByRole("button", { name: "Continue" }).click();
  await expect(again).toHaveCount(0);
  await expect(page.getByLabel("New password")).toHaveCount(0);

  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, nia.email, "correct-horse-battery-8");
  await elsewhere.context().close();
});

test("an account is deleted by typing so, and nobody signs in with it any more", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await openProfile(page, "Security");
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.getByRole("textbox", { name: /Delete account/ }).fill("Delete account");
  await page.getByRole("button", { name: "Delete account" }).last().click();
  // Clerk's component and our own page both leave; where they arrive, one can sign in.
  await expect(page.getByLabel("Email address")).toBeVisible();
  await identify(page, nia.email);
  await isTold(page, "Couldn't find your account.");
});

test("a person signs in by a mailed code, or with a new password after forgetting the old one", async ({
  page,
  browser,
}) => {
  const nia = newcomer();
  await signUp(page, nia);

  const coded = await (await browser.newContext()).newPage();
  await coded.goto("/sign-in");
  await identify(coded, nia.email);
  await coded.getByRole("link", { name: "Use another method" }).click();
  await coded.getByRole("button", { name: /Email code/ }).click();
  await enterCode(coded, TEST_CODE);
  await coded.waitForURL("**/dashboard");
  await coded.context().close();

  const forgetful = await (await browser.newContext()).newPage();
  await forgetful.goto("/sign-in");
  await identify(forgetful, nia.email);
  await forgetful.getByRole("link", { name: "Forgot password?" }).click();
  await forgetful.getByRole("button", { name: "Reset your password" }).click();
  await enterCode(forgetful, TEST_CODE);
  await chooseNewPassword(forgetful, "correct-horse-battery-9");
  await forgetful.getByRole("button", { name: "Reset Password" }).click();
  await forgetful.waitForURL("**/dashboard");
  await forgetful.context().close();
});
