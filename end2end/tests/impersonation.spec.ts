import type { Locator, Page } from "@playwright/test";

import { whileSomebodyActs } from "../support/acting";
import { asAdministrator } from "../support/admin";
import { clerkIsReady, newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

function banner(page: Page): Locator {
  return page.getByRole("complementary", { name: "Acting as somebody else" });
}

test("who acts as somebody is told so on every page, and leaves alone what is theirs to decide", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await expect(banner(page)).toHaveCount(0);
  await whileSomebodyActs(page, async () => {
    await page.goto("/dashboard");
    await expect(banner(page)).toContainText(`You act as ${nia.first} ${nia.last}.`);
    await expect(banner(page).getByRole("link", { name: "End this session" })).toBeVisible();
    await clerkIsReady(page);

    await page.goto("/settings/preferences");
    await expect(banner(page)).toBeVisible();
    await clerkIsReady(page);
    await page.getByLabel("Budget").fill("123");
    await page.getByRole("button", { name: "Save preferences" }).click();
    await expect(page.getByRole("alert")).toContainText("This cannot be done on somebody else's behalf.");

    await page.goto("/settings/data");
    await expect(page.getByText("Only they can delete their account.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Delete my account" })).toHaveCount(0);
    await clerkIsReady(page);
  });
});

test("nobody administers in another's name", async ({ page }) => {
  await asAdministrator(page);
  const doors = page.locator('a[href^="/admin"]');
  await expect(doors).not.toHaveCount(0);
  await whileSomebodyActs(page, async () => {
    expect((await page.request.get("/admin/people")).status()).toBe(403);
    await page.goto("/dashboard");
    await expect(banner(page)).toBeVisible();
    await expect(doors).toHaveCount(0);
    await clerkIsReady(page);
  });
});
