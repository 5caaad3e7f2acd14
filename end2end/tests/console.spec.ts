import type { Locator, Page } from "@playwright/test";

import { sessionOf } from "../support/admin";
import { fitsItsWidth, hasNoBarrier, hasNoBarrierInEitherTheme } from "../support/barriers";
import { call } from "../support/demo";
import { everyMessageHasArrived, messageOfNewcomer } from "../support/messages";
import { TEST_CODE, newcomer, signUp, type Newcomer } from "../support/people";
import { standIn } from "../support/places";
import { IRIS } from "../support/switches";
import { expect, test } from "../support/test";

/** A page beside the application's, at the console of the stand-in for Clerk. */
async function openConsole(page: Page): Promise<Page> {
  const console = await page.context().newPage();
  await console.goto(`${standIn}/`);
  await expect(console.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  return console;
}

/** Goes to a page of the console by its own navigation. */
async function visit(console: Page, name: string): Promise<void> {
  const link = console.getByRole("navigation", { name: "Console" }).getByRole("link", { name, exact: true });
  await link.click();
  await expect(link).toHaveAttribute("aria-current", "page");
  await expect(console.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
}

/** A row of one of the console's tables. */
function row(console: Page, table: string, text: string): Locator {
  return console.getByRole("region", { name: table, exact: true }).getByRole("row").filter({ hasText: text });
}

/** No barrier that axe finds, at a desk, and nothing to scroll sideways to on a phone. */
async function isForEverybody(console: Page, inspect = hasNoBarrier): Promise<void> {
  await inspect(console);
  await console.setViewportSize({ width: 390, height: 800 });
  await fitsItsWidth(console);
  await console.setViewportSize({ width: 1280, height: 720 });
}

function nameOf({ first, last }: Newcomer): string {
  return `${first} ${last}`;
}

test("the console tells whom one can sign in as, what was mailed, and who there is", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const console = await openConsole(page);
  await expect(row(console, "Personas", IRIS.email)).toContainText(IRIS.password);
  await expect(row(console, "Mail", nia.email)).toContainText(TEST_CODE);
  await expect(row(console, "People", nia.email)).toContainText(nameOf(nia));
  await isForEverybody(console);

  await visit(console, "Mailbox");
  await expect(row(console, "Mail", nia.email)).toContainText(TEST_CODE);
  await isForEverybody(console);

  await visit(console, "People");
  const people = console.getByRole("region", { name: "People", exact: true }).getByRole("row");
  await console.getByRole("searchbox", { name: "Name, address or id" }).fill(nia.email);
  await console.getByRole("button", { name: "Search" }).click();
  // The head and her.
  await expect(people).toHaveCount(2);
  await isForEverybody(console);
  await people.getByRole("link", { name: nameOf(nia) }).click();
  await expect(console.getByRole("heading", { level: 1, name: nameOf(nia) })).toBeVisible();
  await expect(row(console, "Addresses and accounts", nia.email)).toContainText("primary");
  await expect(row(console, "Sessions", nameOf(nia))).toContainText("active");
  await isForEverybody(console, hasNoBarrierInEitherTheme);
});

test("a session that is revoked in the console is over in the application", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const session = await sessionOf(page);
  const console = await openConsole(page);
  await visit(console, "Sessions");
  await isForEverybody(console);
  const hers = row(console, "Sessions", session);
  await expect(hers).toContainText(nameOf(nia));
  await hers.getByRole("button", { name: `Revoke ${nameOf(nia)}` }).click();
  await expect(hers).toHaveCount(0);
  await console.getByRole("link", { name: "Closed ones too" }).click();
  await expect(hers).toContainText("revoked");
  await expect(hers.getByRole("button")).toHaveCount(0);

  await everyMessageHasArrived();
  await page.goto("/dashboard");
  await page.waitForURL(/\/sign-in/);
});

test("a delivery is looked at in the console, and sent again to no harm", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await everyMessageHasArrived();
  const { clerk_id } = await call(page, "GET", "/api/v1/users/me");
  const message = await messageOfNewcomer(String(clerk_id));
  const console = await openConsole(page);
  await visit(console, "Webhooks");
  await isForEverybody(console);
  const created = row(console, "Deliveries", String(clerk_id)).filter({ hasText: "user.created" });
  await expect(created).toContainText("delivered");
  await expect(created).toContainText("1, last 200");
  await created.getByRole("button", { name: "Send again user.created" }).click();

  await console.waitForURL(`${standIn}/webhooks/${message}`);
  const attempts = console.getByRole("region", { name: "Attempts" }).locator("tbody").getByRole("row");
  await expect(attempts).toHaveCount(2);
  for (const attempt of [0, 1]) await expect(attempts.nth(attempt)).toContainText("200");
  await expect(console.getByRole("region", { name: "Payload" })).toContainText(nia.email);
  await isForEverybody(console);
});
