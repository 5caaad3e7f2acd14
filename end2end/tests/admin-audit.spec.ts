import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { asAdministrator, somebodyElse } from "../support/admin";
import { whileTamperedWith } from "../support/database";
import { call } from "../support/demo";
import { expect, test } from "../support/test";

/** The text of the file that a link of the page leads to. */
async function taken(page: Page, link: "CSV" | "JSON"): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: link, exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`audit.${link.toLowerCase()}`);
  return readFileSync(await file.path(), "utf8");
}

test("events are narrowed by kind, person and day, and read a page at a time", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await bens.context().close();
  for (const change of [
    { plan: "growth", reason: "grows" },
    { plan: "enterprise", reason: "is large by now" },
    { is_active: false, reason: "is away" },
  ]) {
    await call(page, "PATCH", `/api/v1/admin/users/${ben.id}`, change);
  }

  await page.goto("/admin/audit");
  const main = page.getByRole("main");
  const events = main.getByRole("table", { name: "Events, the newest first" });
  await main.getByRole("combobox", { name: "What", exact: true }).selectOption("Plan changed");
  await main.getByLabel("Person's number").fill(String(ben.id));
  await main.getByRole("button", { name: "Show events" }).click();
  await expect(events.getByRole("rowheader")).toHaveText(["Plan changed", "Plan changed"]);
  await expect(events.getByRole("row").nth(1)).toContainText("is large by now");
  await expect(events.getByRole("row").nth(2)).toContainText("grows");

  await main.getByLabel("From").fill("2999-01-01");
  await main.getByRole("button", { name: "Show events" }).click();
  await expect(main.getByRole("heading", { name: "Nothing like that happened" })).toBeVisible();

  await page.goto(`/admin/audit?kind=plan_changed&user=${ben.id}&limit=1`);
  const pages = main.getByRole("navigation", { name: "Pages of events" });
  await expect(events).toContainText("is large by now");
  await pages.getByRole("link", { name: "Next page" }).click();
  await expect(events).toContainText("grows");
  await expect(events.getByRole("rowheader")).toHaveCount(1);
  await expect(pages.getByRole("link", { name: "Next page" })).toHaveCount(0);
  await pages.getByRole("link", { name: "First page" }).click();
  await expect(events).toContainText("is large by now");
});

test("what is taken along is what was asked for, all of it", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await bens.context().close();
  for (const plan of ["growth", "enterprise", "solo"]) {
    await call(page, "PATCH", `/api/v1/admin/users/${ben.id}`, { plan, reason: `as ${plan}` });
  }
  await call(page, "PATCH", `/api/v1/admin/users/${ben.id}`, { is_active: false });
  await page.goto(`/admin/audit?kind=plan_changed&user=${ben.id}&limit=1`);

  const events = JSON.parse(await taken(page, "JSON")) as {
    kind: string;
    subject: { id: number };
    detail: { reason: string };
  }[];
  expect(events.map(({ detail }) => detail.reason)).toEqual(["as solo", "as enterprise", "as growth"]);
  for (const { kind, subject } of events) expect([kind, subject.id]).toEqual(["plan_changed", ben.id]);
  const [head, ...rows] = (await taken(page, "CSV")).trimEnd().split(/\r?\n/);
  expect(head).toMatch(/^id,at,kind,/);
  expect(rows.map((row) => /as \w+/.exec(row)?.[0])).toEqual(["as solo", "as enterprise", "as growth"]);

  // That the log was taken along is in the log.
  await page.goto("/admin/audit?kind=audit_exported&limit=2");
  const exports = page.getByRole("table", { name: "Events, the newest first" });
  for (const row of [1, 2]) await expect(exports.getByRole("row").nth(row)).toContainText(`user=${ben.id}`);
});

test("an event that was changed behind the application's back is found", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await bens.context().close();
  await call(page, "PATCH", `/api/v1/admin/users/${ben.id}`, { plan: "growth", reason: "paid for it" });
  await page.goto("/admin/audit");
  const chain = page.getByRole("region", { name: "Chain of hashes" });
  const check = chain.getByRole("button", { name: "Check the chain" });
  await whileTamperedWith(ben.id, async (event) => {
    await check.click();
    await expect(chain.getByText("The log was tampered with", { exact: true })).toBeVisible();
    await expect(chain.getByText(new RegExp(`event ${event} \\(link \\d+\\) was changed`))).toBeVisible();
  });
  await check.click();
  await expect(chain.getByText("The log is intact", { exact: true })).toBeVisible();
});
