import { asAdministrator, somebodyElse } from "../support/admin";
import { call } from "../support/demo";
import { expect, test } from "../support/test";

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
  await main.getByLabel("Person’s number").fill(String(ben.id));
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
