import { CHROMIUM } from "../support/chromium";
import { clerkIsReady, newcomer, signOut, signUp } from "../support/people";
import { expect, test } from "../support/test";

// As people's browsers do, and Playwright's does not: pages that are left may be kept in memory for Back.
test.use({ launchOptions: { ...CHROMIUM, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

test("after signing out the Back button shows nothing private", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await page.goto("/settings/data");
  await clerkIsReady(page);
  await signOut(page);
  for (let back = 0; back < 2; back += 1) {
    await page.goBack();
    await page.waitForURL(/\/sign-in/);
    await expect(page.getByText(nia.last)).toHaveCount(0);
  }
});

test("a private page that the browser has kept is blank until the server was asked anew", async ({ page }) => {
  // This browser keeps no page that says `no-store`; others do.
  await page.route("**/*", async (route) => {
    if (!route.request().isNavigationRequest()) return route.continue();
    const response = await route.fetch({ maxRedirects: 0 });
    const { "cache-control": _, ...headers } = response.headers();
    return route.fulfill({ response, headers });
  });
  await signUp(page, newcomer());
  await page.addInitScript(() => {
    addEventListener("pageshow", (event) => {
      if (event.persisted) sessionStorage.setItem("kept", getComputedStyle(document.body).visibility);
    });
  });
  await page.goto("/dashboard");
  await clerkIsReady(page);
  await page.evaluate(() => Object.assign(globalThis, { isTheOldPage: true }));
  await page.goto("/goodbye");
  await page.goBack();
  await page.waitForFunction(() => !("isTheOldPage" in globalThis) && sessionStorage.getItem("kept") !== null);
  expect(await page.evaluate(() => sessionStorage.getItem("kept"))).toBe("hidden");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("other tabs follow", async ({ page, context }) => {
  await signUp(page, newcomer());
  const other = await context.newPage();
  await other.goto("/listings");
  await clerkIsReady(other);
  await signOut(page);
  await other.waitForURL(/\/sign-in/);
});

test("signing out needs no script", async ({ page, context, browser }) => {
  await signUp(page, newcomer());
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const old = await plain.newPage();
  await old.goto("/dashboard");
  await old.locator("summary", { hasText: "Account menu" }).click();
  await old.getByRole("link", { name: "Sign out" }).click();
  await expect(old.getByRole("heading", { level: 1 })).toHaveText("Sign out of Deal Brain?");
  await old.getByRole("button", { name: "Sign out" }).click();
  await old.waitForURL(/\/sign-in/);
  await old.goto("/dashboard");
  await old.waitForURL(/\/sign-in/);
  await plain.close();
});
