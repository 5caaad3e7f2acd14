import { PASSWORD, TEST_CODE, enterCode, fillPassword, isTold, newcomer, signUp, signUpByForm } from "../support/people";
import { expect, test } from "../support/test";

test("a newcomer signs up by e-mail and is greeted by name in the server's HTML", async ({ page }) => {
  const nia = newcomer();
  await signUpByForm(page, nia);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(nia.first);

  const html = await (await page.request.get("/dashboard", { headers: { "sec-fetch-dest": "document" } })).text();
  expect(html).toContain(`${nia.first} ${nia.last}`);
});

test("a taken address is told, and nothing typed is lost", async ({ page, browser }) => {
  const nia = newcomer();
  const elsewhere = await browser.newContext();
  await signUp(await elsewhere.newPage(), nia);
  await elsewhere.close();

  await page.goto("/sign-up");
  await page.getByLabel("Email address").fill(nia.email);
  await fillPassword(page, PASSWORD);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await isTold(page, "That email address is taken. Please try another.");
  await expect(page.getByLabel("Email address")).toHaveValue(nia.email);
});

test("a leaked password and a wrong code are told", async ({ page }) => {
  const nia = newcomer();
  await page.goto("/sign-up");
  await page.getByLabel("Email address").fill(nia.email);
  await fillPassword(page, "password123");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await isTold(page, /found as part of a breach/);

  await fillPassword(page, PASSWORD);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await enterCode(page, "000000");
  await isTold(page, "Incorrect code");
  await enterCode(page, TEST_CODE);
  await page.waitForURL("**/dashboard");
});
