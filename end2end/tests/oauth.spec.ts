import type { Page } from "@playwright/test";

import { newcomer, signOut } from "../support/people";
import { standIn } from "../support/places";
import { expect, test } from "../support/test";

/** Goes through the provider's consent page as somebody who has never been here. */
async function consentAs(page: Page, first: string, last: string, email: string): Promise<void> {
  await page.waitForURL((url) => url.origin === standIn);
  await page.getByLabel("First name").fill(first);
  await page.getByLabel("Last name").fill(last);
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByRole("button", { name: /continue as/i }).last().click();
}

for (const provider of ["Google", "GitHub"]) {
  test(`a newcomer signs up with ${provider}, and comes back by it`, async ({ page }) => {
    const nia = newcomer();
    await page.goto("/sign-up");
    await page.getByRole("button", { name: provider }).click();
    await consentAs(page, nia.first, nia.last, nia.email);
    await page.waitForURL("**/dashboard");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(nia.first);

    await signOut(page);
    await page.getByRole("button", { name: provider }).click();
    await consentAs(page, nia.first, nia.last, nia.email);
    await page.waitForURL("**/dashboard");
  });

  test(`somebody new may also begin at sign-in with ${provider}`, async ({ page }) => {
    const nia = newcomer();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: provider }).click();
    await consentAs(page, nia.first, nia.last, nia.email);
    await page.waitForURL("**/dashboard");
  });
}

test("a denied consent is told", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Google" }).click();
  await page.waitForURL((url) => url.origin === standIn);
  await page.getByRole("button", { name: /deny|cancel/i }).click();
  await page.waitForURL(/\/sign-in/);
  await expect(page.getByText("You did not grant access to your account.")).toBeVisible();
});
