import { expireToken } from "../support/clock";
import { PASSWORD, clerkIsReady, identify, newcomer, signUp, signUpByForm } from "../support/people";
import { site, standIn } from "../support/places";
import { expect, test } from "../support/test";

test("a reload keeps the session", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(nia.first);
});

test("a reload after the token has expired keeps the session, by at most one bounce", async ({ page, context }) => {
  const nia = newcomer();
  await signUp(page, nia);
  // Away from the application, where nothing renews the token.
  await page.goto(`${standIn}/`);
  await expireToken(context);

  const bounces: string[] = [];
  page.on("response", (response) => {
    if (response.status() === 307) bounces.push(new URL(response.url()).pathname);
  });
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(nia.first);
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/dashboard");
  expect(bounces.filter((path) => path === "/dashboard")).toHaveLength(1);
});

test("a call after the token has expired succeeds without a reload", async ({ page, context }) => {
  await signUp(page, newcomer());
  await page.goto("/listings");
  await clerkIsReady(page);
  await expireToken(context);
  await page.getByLabel("Title").fill("Beelink EQ12");
  await page.getByRole("button", { name: "Add offer" }).click();
  await expect(page.getByRole("table")).toContainText("Beelink EQ12");
});

test("a protected page asks to sign in and comes back", async ({ page, browser }) => {
  const nia = newcomer();
  await signUpByForm(page, nia, "/listings");

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto("/listings");
  expect(elsewhere.url()).toBe(`${site}/sign-in?redirect_url=%2Flistings`);
  await identify(elsewhere, nia.email);
  await elsewhere.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await elsewhere.getByRole("button", { name: "Continue", exact: true }).click();
  await elsewhere.waitForURL("**/listings");
  await elsewhere.context().close();
});
