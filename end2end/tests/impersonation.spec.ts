import type { Locator, Page } from "@playwright/test";

import { SUPPORT, whileSomebodyActs } from "../support/acting";
import { asAdministrator } from "../support/admin";
import { call } from "../support/demo";
import { offer } from "../support/offers";
import { clerkIsReady, newcomer, signUp } from "../support/people";
import { administrator } from "../support/switches";
import { expect, test } from "../support/test";

const REFUSED = "Their account, and what others see of them, only they can change.";

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
    await expect(page.getByRole("alert")).toContainText(REFUSED);

    await page.goto("/settings/data");
    await expect(page.getByText("Only they can delete their account.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Delete my account" })).toHaveCount(0);
    await clerkIsReady(page);
  });
});

test("who acts as somebody works on what only that one sees, and is refused what others see of them", async ({
  page,
}) => {
  await signUp(page, newcomer());
  const [own, shown] = [await offer(page, "Beelink SER5"), await offer(page, "Beelink EQ12")];
  await call(page, "POST", `/api/v1/listings/${shown}/links`, {});
  await whileSomebodyActs(page, async () => {
    await page.goto(`/listings/${own}/edit`);
    await clerkIsReady(page);
    await page.getByLabel("Seller").fill("Ben's shop");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.waitForURL(`**/listings/${own}`);

    await page.goto(`/listings/${shown}/edit`);
    await clerkIsReady(page);
    await page.getByLabel("Seller").fill("Ben's shop");
    await page.getByRole("button", { name: "Save changes" }).click();
    const notice = page.getByRole("alert");
    await expect(notice).toContainText("The offer was not saved");
    await expect(notice).toContainText(REFUSED);

    await page.goto(`/listings/${own}?tab=sharing`);
    await clerkIsReady(page);
    await page.getByRole("button", { name: "Make a link" }).click();
    await expect(notice).toContainText("The link was not made");
    await expect(notice).toContainText(REFUSED);
    await expect(page.getByLabel("Link", { exact: true })).toHaveCount(0);
  });
  const seller = async (listing: number) => (await call(page, "GET", `/api/v1/listings/${listing}`))["seller"];
  expect([await seller(own), await seller(shown)]).toEqual(["Ben's shop", null]);
  expect((await call(page, "GET", `/api/v1/listings/${own}/links`))["items"]).toEqual([]);
});

test("the audit log names who acted beside whom they acted as", async ({ page, browser }) => {
  await signUp(page, newcomer());
  const admin = await administrator(browser);
  const { id } = await call(page, "GET", "/api/v1/users/me");
  const { clerk_id } = await call(admin, "GET", `/api/v1/admin/users/${String(id)}`);
  await whileSomebodyActs(page, async () => {
    await page.goto("/dashboard");
    await clerkIsReady(page);
    await expect(call(page, "PATCH", "/api/v1/users/me", {})).rejects.toThrow(/impersonating/);
  });

  const entry = admin
    .getByRole("table", { name: "Events, the newest first" })
    .getByRole("row")
    .filter({ hasText: `clerk id ${String(clerk_id)}` });
  // Nobody waits for the log when they are refused.
  await expect(async () => {
    await admin.goto("/admin/audit?kind=auth_failed");
    await expect(entry).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await expect(entry).toContainText("code impersonating");
  await expect(entry).toContainText(`impersonator ${SUPPORT}`);
  await admin.context().close();
});

test("a session in which somebody acts as another is ended by the banner", async ({ page }) => {
  await signUp(page, newcomer());
  await whileSomebodyActs(page, async () => {
    await page.goto("/dashboard");
    await clerkIsReady(page);
    await banner(page).getByRole("link", { name: "End this session" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign out of Deal Brain?");
    await clerkIsReady(page);
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto("/dashboard");
    await page.waitForURL(/\/sign-in/);
    await expect(banner(page)).toHaveCount(0);
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
