import { PASSWORD, identify, isTold, newcomer, signInByForm, signOut, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("a person signs out and in again by password", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await signOut(page);
  expect(page.url()).toMatch(/\/sign-in$/);

  await signInByForm(page, nia.email);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(nia.first);
});

test("an unknown account and a wrong password are told", async ({ page }) => {
  await page.goto("/sign-in");
  await identify(page, "nobody.here+clerk_test@example.com");
  await isTold(page, "Couldn't find your account.");

  const nia = newcomer();
  await signUp(page, nia);
  await signOut(page);
  await identify(page, nia.email);
  await page.getByRole("textbox", { name: "Password" }).fill(`not-${PASSWORD}`);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await isTold(page, /Password is incorrect/);
});
