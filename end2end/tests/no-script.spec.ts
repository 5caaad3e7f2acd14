import type { Browser, BrowserContext, Page } from "@playwright/test";

import { asAdministrator, openPerson, somebodyElse } from "../support/admin";
import { call } from "../support/demo";
import { collection, offer } from "../support/offers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

/** Somebody new, and what their browser keeps. */
async function somebody(browser: Browser, first: string): Promise<{ page: Page; email: string; context: BrowserContext }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const person = newcomer(first);
  await signUp(page, person);
  return { page, email: person.email, context };
}

/** The same person in a browser that runs no scripts. */
async function withoutScript(browser: Browser, context: BrowserContext): Promise<Page> {
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  return plain.newPage();
}

test("without a script an offer is sent, waits in the inbox, is opened, saved and told of", async ({ browser }) => {
  const ana = await somebody(browser, "Ana");
  const ben = await somebody(browser, "Ben");
  const listing = await offer(ana.page, "Beelink SER5");

  const sender = await withoutScript(browser, ana.context);
  await sender.goto(`/listings/${listing}?tab=sharing`);
  await sender.getByLabel("User name or e-mail").fill(ben.email);
  await sender.getByLabel("Message").fill("For your rack?");
  await sender.getByRole("button", { name: "Send offer" }).click();
  await expect(sender.getByText("Not opened yet")).toBeVisible();

  const reader = await withoutScript(browser, ben.context);
  await reader.goto("/dashboard");
  const door = reader.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Inbox/ });
  await expect(door).toContainText("1");
  await reader.goto("/inbox");
  await expect(reader.getByText("For your rack?")).toBeVisible();
  await reader.getByRole("link", { name: "Open Beelink SER5" }).click();
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Beelink SER5");
  await reader.getByRole("button", { name: "Save offer" }).click();
  await reader.waitForURL(/\/collections\/\d+$/);
  await expect(reader.getByRole("row", { name: "Beelink SER5" })).toBeVisible();

  await sender.goto("/inbox?tab=notifications");
  await expect(sender.getByRole("heading", { name: "Unread (1)" })).toBeVisible();
  await sender.getByRole("button", { name: /^Delete/ }).click();
  await expect(sender.getByRole("heading", { name: "No notifications yet" })).toBeVisible();
  for (const context of [ana.context, ben.context, sender.context(), reader.context()]) await context.close();
});

test("without a script a share is dismissed, and another taken back", async ({ browser }) => {
  const ana = await somebody(browser, "Ana");
  const ben = await somebody(browser, "Ben");
  for (const title of ["a1", "b2"]) {
    const listing_id = await offer(ana.page, title);
    await call(ana.page, "POST", "/api/v1/user-shares", { recipient: ben.email, listing_id });
  }
  const sender = await withoutScript(browser, ana.context);
  await sender.goto("/inbox?tab=sent");
  await sender.getByRole("button", { name: "Take back a1" }).click();
  await expect(sender.getByText("Revoked", { exact: true })).toBeVisible();
  const reader = await withoutScript(browser, ben.context);
  await reader.goto("/inbox");
  await expect(reader.getByText("a1", { exact: true })).toHaveCount(0);
  await reader.getByRole("button", { name: "Dismiss b2" }).click();
  await expect(reader.getByRole("heading", { name: "Nothing shared with you yet" })).toBeVisible();
  for (const context of [ana.context, ben.context, sender.context(), reader.context()]) await context.close();
});

test("without a script a link is made, what it shows is saved, and the link is ended", async ({ browser }) => {
  const ana = await somebody(browser, "Ana");
  const ben = await somebody(browser, "Ben");
  const listing = await offer(ana.page, "Beelink SER5", "309.00");
  const owner = await withoutScript(browser, ana.context);
  await owner.goto(`/listings/${listing}?tab=sharing`);
  await owner.getByRole("button", { name: "Make a link" }).click();
  const link = await owner.getByLabel("Link", { exact: true }).inputValue();

  const visitor = await withoutScript(browser, ben.context);
  await visitor.goto(link);
  await expect(visitor.getByText("309.00")).toBeVisible();
  await visitor.getByRole("link", { name: "Save to my collection" }).click();
  await visitor.getByRole("button", { name: "Save offer" }).click();
  await visitor.waitForURL(/\/collections\/\d+$/);
  await expect(visitor.getByRole("row", { name: "Beelink SER5" })).toBeVisible();

  await owner.goto(`/listings/${listing}?tab=sharing`);
  await owner.getByRole("button", { name: /^End link/ }).click();
  await expect(owner.getByText("Ended", { exact: true })).toBeVisible();
  expect((await visitor.goto(link))?.status()).toBe(404);
  for (const context of [ana.context, ben.context, owner.context(), visitor.context()]) await context.close();
});

test("without a script a shared collection is copied under another name", async ({ browser }) => {
  const ana = await somebody(browser, "Ana");
  const ben = await somebody(browser, "Ben");
  const here = await collection(ana.page, "Quiet desk", ["a1", "b2"]);
  await call(ana.page, "PATCH", `/api/v1${here}`, { visibility: "unlisted" });
  const { url } = await call(ana.page, "POST", `/api/v1${here}/links`, {});

  const visitor = await withoutScript(browser, ben.context);
  await visitor.goto(String(url));
  await visitor.getByRole("link", { name: "Copy to my collections" }).click();
  await visitor.getByLabel("Name of the copy").fill("Desks of others");
  await visitor.getByRole("button", { name: "Copy collection" }).click();
  await visitor.waitForURL(/\/collections\/\d+$/);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText("Desks of others");
  for (const title of ["a1", "b2"]) await expect(visitor.getByRole("row", { name: title })).toBeVisible();
  for (const context of [ana.context, ben.context, visitor.context()]) await context.close();
});

test("without a script a price is noted, and an offer archived, restored and deleted", async ({ browser }) => {
  const ana = await somebody(browser, "Ana");
  const listing = await offer(ana.page, "Beelink SER5", "309.00");
  const owner = await withoutScript(browser, ana.context);
  await owner.goto(`/listings/${listing}`);
  await owner.getByLabel("Price now").fill("cheap");
  await owner.getByRole("textbox", { name: /^Note/ }).fill("by phone");
  await owner.getByRole("button", { name: "Note the price" }).click();
  await expect(owner.getByText("The price must be an amount like 199.00.")).toBeVisible();
  await expect(owner.getByLabel("Price now")).toHaveValue("cheap");
  await expect(owner.getByRole("textbox", { name: /^Note/ })).toHaveValue("by phone");
  await owner.getByLabel("Price now").fill("289.50");
  await owner.getByRole("button", { name: "Note the price" }).click();
  const prices = owner.getByRole("table", { name: "Prices, newest first" });
  await expect(prices.getByRole("cell", { name: "289.50", exact: true })).toBeVisible();
  await expect(prices.getByRole("cell", { name: "by phone" })).toBeVisible();

  await owner.getByRole("button", { name: "Archive" }).click();
  await expect(owner.getByText("Archived", { exact: true })).toBeVisible();
  await owner.getByRole("button", { name: "Restore" }).click();
  await expect(owner.getByRole("button", { name: "Archive" })).toBeVisible();
  await expect(owner.getByText("Archived", { exact: true })).toHaveCount(0);

  await owner.getByRole("link", { name: "Delete" }).click();
  await expect(owner.getByRole("heading", { name: "Delete this offer?" })).toBeVisible();
  await owner.getByRole("button", { name: "Delete for good" }).click();
  await owner.waitForURL("**/listings");
  await expect(owner.getByRole("heading", { name: "No offers yet" })).toBeVisible();
  expect((await owner.goto(`/listings/${listing}`))?.status()).toBe(404);
  for (const context of [ana.context, owner.context()]) await context.close();
});

test("without a script an administrator gives somebody a plan and a role", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await bens.context().close();
  await openPerson(page, ben);
  const admin = await withoutScript(browser, page.context());
  await admin.goto(`/admin/people/${ben.id}`);
  const identity = admin.getByRole("region", { name: "Identity" });

  const plan = admin.getByRole("region", { name: "Plan", exact: true });
  await plan.getByRole("combobox", { name: "Plan" }).selectOption("Growth");
  await plan.getByRole("button", { name: "Change plan" }).click();
  await expect(plan.getByText("The plan was not changed")).toBeVisible();
  await expect(plan.getByText("The reason must not be empty.")).toBeVisible();
  await plan.getByRole("combobox", { name: "Plan" }).selectOption("Growth");
  await plan.getByRole("textbox", { name: "Reason" }).fill("helps us to test");
  await plan.getByRole("button", { name: "Change plan" }).click();
  await expect(identity.getByText("Growth", { exact: true })).toBeVisible();

  const role = admin.getByRole("region", { name: "Role", exact: true });
  await role.getByRole("combobox", { name: "Role" }).selectOption("admin");
  await role.getByRole("textbox", { name: "Reason" }).fill("joins the team");
  await role.getByRole("button", { name: "Change role" }).click();
  await expect(role.getByRole("combobox", { name: "Role" })).toHaveValue("admin");
  const known = await call(page, "GET", `/api/v1/admin/users/${ben.id}`);
  expect(known).toMatchObject({ plan: "growth", role: "admin" });
  await admin.context().close();
});
