import type { BrowserContext, Locator, Page } from "@playwright/test";

import { call } from "../support/demo";
import { offer } from "../support/offers";
import { newcomer, signUp } from "../support/people";
import { ownRuleset } from "../support/rules";
import { expect, test } from "../support/test";

// Of two tabs that hold the same thing, the one that saves last is told so: what the first has saved stays, and what
// was typed in the second is still there to be copied.

/** The same page in another tab of the same browser. */
async function again(context: BrowserContext, page: Page): Promise<Page> {
  const other = await context.newPage();
  await other.goto(page.url());
  return other;
}

/** What is said about a save that came too late; gives the way to how things stand. */
async function isRefused(page: Page, title: string): Promise<Locator> {
  const notice = page.getByRole("alert");
  await expect(notice).toContainText(title);
  await expect(notice).toContainText("changed elsewhere in the meantime");
  return notice.getByRole("link");
}

/** The form that changes a group, unfolded. */
async function groupForm(page: Page, name: string): Promise<Locator> {
  const group = page.getByRole("region", { name, exact: true });
  await group.locator("summary", { hasText: "Edit group" }).click();
  return group;
}

async function groupOf(page: Page, ruleset: number): Promise<Record<string, unknown>> {
  const { groups } = await call(page, "GET", `/api/v1/rulesets/${ruleset}`);
  return (groups as Record<string, unknown>[])[0] ?? {};
}

test("a group of rules that another tab has changed is not overwritten, and what was typed stays", async ({
  page,
  context,
}) => {
  await signUp(page, newcomer());
  const { ruleset } = await ownRuleset(page);
  await page.goto(`/rules/${ruleset}`);
  const other = await again(context, page);
  const first = await groupForm(other, "Memory");
  await first.getByLabel("Name", { exact: true }).fill("Memory and more");
  await first.getByRole("button", { name: "Save group" }).click();
  await expect(other.getByRole("heading", { level: 2, name: "Memory and more" })).toBeVisible();
  await other.close();

  const second = await groupForm(page, "Memory");
  await second.getByLabel("Order", { exact: true }).fill("7");
  await second.getByRole("button", { name: "Save group" }).click();
  const anew = await isRefused(page, "The group was not saved");
  await expect(second.getByLabel("Order", { exact: true })).toBeVisible();
  await expect(second.getByLabel("Order", { exact: true })).toHaveValue("7");
  expect(await groupOf(page, ruleset)).toMatchObject({ name: "Memory and more", display_order: 0 });

  await anew.click();
  await expect(page.getByRole("heading", { level: 2, name: "Memory and more" })).toBeVisible();
  await page.waitForURL(`**/rules/${ruleset}`);
  const repeated = await groupForm(page, "Memory and more");
  await repeated.getByLabel("Order", { exact: true }).fill("7");
  await repeated.getByRole("button", { name: "Save group" }).click();
  await expect.poll(() => groupOf(page, ruleset)).toMatchObject({ name: "Memory and more", display_order: 7 });
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a group of rules is changed after it was switched on the same page", async ({ page }) => {
  await signUp(page, newcomer());
  const { ruleset } = await ownRuleset(page);
  await page.goto(`/rules/${ruleset}`);
  const group = await groupForm(page, "Memory");
  await group.getByLabel("Name", { exact: true }).fill("Memory and more");
  const seen = group.locator('input[name="seen"]');
  const before = await seen.inputValue();
  const whole = group.getByRole("switch", { name: "The group Memory counts" });
  await whole.click();
  await expect(whole).toHaveAttribute("aria-checked", "false");
  await expect(seen).not.toHaveValue(before);
  await group.getByRole("button", { name: "Save group" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Memory and more" })).toBeVisible();
  expect(await groupOf(page, ruleset)).toMatchObject({ name: "Memory and more", is_active: false });
});

test("a rule that another tab has changed is not overwritten, and what was typed stays", async ({ page, context }) => {
  await signUp(page, newcomer());
  const { ruleset, rule } = await ownRuleset(page);
  await page.goto(`/rules/${ruleset}/rules/${rule}`);
  const other = await again(context, page);
  await other.getByLabel("Amount").fill("12");
  await other.getByRole("button", { name: "Save rule" }).click();
  await other.waitForURL(`**/rules/${ruleset}`);
  await other.close();

  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Typed here");
  await page.getByRole("button", { name: "Save rule" }).click();
  const anew = await isRefused(page, "The rule was not saved");
  await expect(name).toHaveValue("Typed here");
  await anew.click();
  await expect(name).toHaveValue("Memory is spare");
  await expect(page.getByLabel("Amount")).toHaveValue(/^12(\.00)?$/);
});

test("a profile that another tab has changed is not overwritten, and what was typed stays", async ({
  page,
  context,
}) => {
  await signUp(page, newcomer());
  const { items } = await call(page, "GET", "/api/v1/profiles");
  const system = (items as Record<string, unknown>[])[0] ?? {};
  const { id, name } = await call(page, "POST", `/api/v1/profiles/${String(system["id"])}/duplicate`);
  await page.goto(`/profiles/${String(id)}`);
  const other = await again(context, page);
  await other.getByLabel("What it is for").fill("Quiet ones first");
  await other.getByRole("button", { name: "Save profile" }).click();
  await other.waitForURL("**/profiles");
  await other.close();

  const called = page.getByLabel("Name", { exact: true });
  await called.fill("Typed here");
  await page.getByRole("button", { name: "Save profile" }).click();
  const anew = await isRefused(page, "The profile was not saved");
  await expect(called).toHaveValue("Typed here");
  await anew.click();
  await expect(called).toHaveValue(String(name));
  await expect(page.getByLabel("What it is for")).toHaveValue("Quiet ones first");
});

test("notes that another tab has changed are not overwritten, and what was typed stays", async ({ page, context }) => {
  await signUp(page, newcomer());
  const listing = await offer(page, "Beelink SER5");
  await page.goto(`/listings/${listing}?tab=notes`);
  const other = await again(context, page);
  await other.getByLabel("Notes").fill("ask about the fan");
  await other.getByRole("button", { name: "Save notes" }).click();
  await expect(other.getByText("Offer changed")).toBeVisible();
  await other.close();

  const notes = page.getByLabel("Notes");
  await notes.fill("typed here");
  await page.getByRole("button", { name: "Save notes" }).click();
  const anew = await isRefused(page, "The notes were not saved");
  await expect(page.getByRole("alert")).toContainText("nothing was overwritten");
  await expect(notes).toHaveValue("typed here");
  await anew.click();
  await expect(notes).toHaveValue("ask about the fan");
});
