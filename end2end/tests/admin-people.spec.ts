import type { Locator, Page } from "@playwright/test";

import { asAdministrator, somebodyElse, type Known } from "../support/admin";
import { sql } from "../support/database";
import { call } from "../support/demo";
import { everyMessageHasArrived } from "../support/messages";
import { newcomer } from "../support/people";
import { administrator } from "../support/switches";
import { expect, test } from "../support/test";

// A family that nobody else belongs to: an administrator, somebody with a plan, somebody who is kept out.
let family: string;
let ada: Known;
let bob: Known;
let cid: Known;

test.beforeAll(async ({ browser }) => {
  family = newcomer().last;
  const member = async (first: string) => {
    const { ben, bens } = await somebodyElse(browser, first, family);
    await bens.context().close();
    return ben;
  };
  ada = await member("Ada");
  bob = await member("Bob");
  cid = await member("Cid");
  const admin = await administrator(browser);
  await call(admin, "PATCH", `/api/v1/admin/users/${ada.id}/role`, { role: "admin" });
  await call(admin, "PATCH", `/api/v1/admin/users/${bob.id}`, { plan: "growth" });
  await call(admin, "PATCH", `/api/v1/admin/users/${cid.id}`, { is_active: false });
  await admin.context().close();
});

function table(page: Page): Locator {
  return page.getByRole("table", { name: "People" });
}

/** Expects exactly these people in the list, in this order. */
async function lists(page: Page, people: Known[]): Promise<void> {
  await expect(table(page).getByRole("rowheader")).toHaveText(people.map(({ name }) => new RegExp(name)));
}

test("people are found by name, address and Clerk id, and narrowed by role, plan and state", async ({ page }) => {
  await asAdministrator(page);
  await page.goto("/admin/people");
  const main = page.getByRole("main");
  const find = async (words: string) => {
    await main.getByRole("searchbox").fill(words);
    await main.getByRole("button", { name: "Show people" }).click();
  };
  await find(bob.email);
  await lists(page, [bob]);
  const { clerk_id } = await call(page, "GET", `/api/v1/admin/users/${ada.id}`);
  await find(String(clerk_id));
  await lists(page, [ada]);
  await find(family.toUpperCase());
  await lists(page, [cid, bob, ada]);

  const kinds = [
    ["Role", "Admin", ada],
    ["Plan", "Growth", bob],
    ["State", "Deactivated", cid],
  ] as const;
  for (const [label, choice, person] of kinds) {
    const field = main.getByRole("combobox", { name: label, exact: true });
    await field.selectOption(choice);
    await main.getByRole("button", { name: "Show people" }).click();
    await lists(page, [person]);
    await expect(table(page).getByRole("cell", { name: choice, exact: true })).toBeVisible();
    await field.selectOption("Any");
  }
  await main.getByRole("combobox", { name: "Role", exact: true }).selectOption("Admin");
  await main.getByRole("combobox", { name: "Plan", exact: true }).selectOption("Enterprise");
  await main.getByRole("button", { name: "Show people" }).click();
  await expect(main.getByRole("heading", { name: "Nobody is like that" })).toBeVisible();
  await main.getByRole("link", { name: "Show everybody" }).click();
  await expect(table(page)).toBeVisible();
  await expect(main.getByRole("searchbox")).toHaveValue("");
});

test("people are narrowed and ordered by when they last signed in", async ({ page }) => {
  await everyMessageHasArrived();
  // Bob came within the month, Ada some time ago, Cid never.
  for (const [{ id }, at] of [
    [bob, "now() - interval '20 days'"],
    [ada, "now() - interval '100 days'"],
    [cid, "null"],
  ] as const) {
    sql(`update app_user set last_login_at = ${at} where id = ${id}`);
  }
  await asAdministrator(page);
  await page.goto(`/admin/people?q=${family}`);
  const main = page.getByRole("main");
  const field = main.getByRole("combobox", { name: "Last sign-in", exact: true });
  for (const [choice, people] of [
    ["In the last 30 days", [bob]],
    ["More than 90 days ago", [ada]],
    ["Never", [cid]],
  ] as const) {
    await field.selectOption(choice);
    await main.getByRole("button", { name: "Show people" }).click();
    await lists(page, [...people]);
  }
  await expect(table(page).getByRole("cell", { name: "never", exact: true })).toBeVisible();
  await field.selectOption("In the last 7 days");
  await main.getByRole("button", { name: "Show people" }).click();
  await expect(main.getByRole("heading", { name: "Nobody is like that" })).toBeVisible();

  await page.goto(`/admin/people?q=${family}`);
  const byLogin = table(page).getByRole("columnheader", { name: "Last sign-in", exact: true });
  await byLogin.getByRole("link").click();
  await lists(page, [bob, ada, cid]);
  await expect(byLogin).toHaveAttribute("aria-sort", "descending");
  await byLogin.getByRole("link").click();
  await lists(page, [cid, ada, bob]);
  await expect(byLogin).toHaveAttribute("aria-sort", "ascending");
});

test("people are listed in the order that is asked for, a page at a time", async ({ page }) => {
  await asAdministrator(page);
  await page.goto(`/admin/people?q=${family}&limit=2`);
  await lists(page, [cid, bob]);

  const byName = table(page).getByRole("columnheader", { name: "Person", exact: true });
  await byName.getByRole("link").click();
  await lists(page, [ada, bob]);
  await expect(byName).toHaveAttribute("aria-sort", "ascending");

  const pages = page.getByRole("navigation", { name: "Pages of people" });
  await pages.getByRole("link", { name: "Next page" }).click();
  await lists(page, [cid]);
  await expect(pages.getByRole("link", { name: "Next page" })).toHaveCount(0);
  await pages.getByRole("link", { name: "First page" }).click();
  await lists(page, [ada, bob]);

  await byName.getByRole("link").click();
  await lists(page, [cid, bob]);
  await expect(byName).toHaveAttribute("aria-sort", "descending");
});
