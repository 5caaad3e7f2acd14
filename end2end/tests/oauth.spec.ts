import type { Page } from "@playwright/test";

import { isTold, newcomer, signOut, type Newcomer } from "../support/people";
import { standIn } from "../support/places";
import { expect, test } from "../support/test";

/** Goes through the provider's consent page as somebody it has never seen. */
async function consentAsNew(page: Page, person: Newcomer): Promise<void> {
  await page.waitForURL((url) => url.origin === standIn);
  await page.getByText("Someone new").click();
  await page.getByLabel("First name").fill(person.first);
  await page.getByLabel("Last name").fill(person.last);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Goes through the provider's consent page as somebody it knows. */
async function consentAs(page: Page, person: Newcomer): Promise<void> {
  await page.waitForURL((url) => url.origin === standIn);
  await page.getByRole("button", { name: person.email }).click();
}

for (const provider of ["Google", "GitHub"]) {
  test(`a newcomer signs up with ${provider}, and comes back by it`, async ({ page }) => {
    const nia = newcomer();
    await page.goto("/sign-up");
    await page.getByRole("button", { name: provider }).click();
    await consentAsNew(page, nia);
    await page.waitForURL("**/dashboard");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(nia.first);

    await signOut(page);
    await page.getByRole("button", { name: provider }).click();
    await consentAs(page, nia);
    await page.waitForURL("**/dashboard");
  });

  test(`somebody new may also begin at sign-in with ${provider}`, async ({ page }) => {
    const nia = newcomer();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: provider }).click();
    await consentAsNew(page, nia);
    await page.waitForURL("**/dashboard");
  });
}

test("a denied consent is told", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Google" }).click();
  await page.waitForURL((url) => url.origin === standIn);
  await page.getByRole("button", { name: "Deny access" }).click();
  await page.waitForURL(/\/sign-in/);
  await isTold(page, "You did not grant access to your account.");
});
