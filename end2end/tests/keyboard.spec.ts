import type { Locator, Page } from "@playwright/test";

import { asAdministrator, openPerson, somebodyElse } from "../support/admin";
import { call } from "../support/demo";
import { choose, press, tabTo, tick, typeInto } from "../support/keyboard";
import { collection, offer } from "../support/offers";
import { clerkIsReady, newcomer, PASSWORD, signIn, signOut, signUp } from "../support/people";
import { ownRuleset } from "../support/rules";
import { expect, test } from "../support/test";

test("a person signs in, adds an offer and signs out without a mouse", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await signOut(page);

  await page.goto("/sign-in");
  await typeInto(page, page.getByLabel("Email address"), nia.email);
  await page.keyboard.press("Enter");
  await typeInto(page, page.getByRole("textbox", { name: "Password" }), PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/dashboard");
  await clerkIsReady(page);

  // The first stop of every page leads past what all pages have.
  await page.reload();
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip-link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  await press(page, page.locator(".app-header__add"));
  await page.waitForURL("**/listings/new");
  const main = page.getByRole("main");
  await typeInto(page, main.getByLabel("Title"), "Beelink SER5 MAX");
  await typeInto(page, main.getByLabel("Price"), "309");
  await choose(page, main.getByLabel("Condition"), "New");
  const cpu = main.getByRole("combobox", { name: "CPU" });
  await typeInto(page, cpu, "5800h");
  await expect(page.getByRole("listbox", { name: "CPU" }).getByRole("option")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(cpu).toHaveValue(/5800H/);
  await press(page, main.getByRole("button", { name: "Add offer" }));
  await page.waitForURL(/\/listings\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Beelink SER5 MAX");
  await expect(page.locator(".figures")).toContainText("309.00");

  const menu = page.locator(".user-menu");
  await press(page, menu.locator("summary"));
  await press(page, menu.getByRole("button", { name: "Sign out" }));
  await page.waitForURL("**/sign-in");
});

test("a person changes their settings without a mouse", async ({ page }) => {
  await signUp(page, newcomer());
  await press(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }));
  await page.waitForURL("**/settings/account");
  await press(page, page.getByRole("navigation", { name: "Settings", exact: true }).getByRole("link", { name: "Preferences" }));
  await page.waitForURL("**/settings/preferences");

  const budget = page.getByLabel("Budget");
  const save = page.getByRole("button", { name: "Save preferences" });
  await typeInto(page, budget, "a lot");
  await press(page, save);
  await expect(budget).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("alert")).toContainText("not saved");

  await typeInto(page, budget, "350");
  await choose(page, page.getByLabel("Theme", { exact: true }), "Dark");
  const told = page.getByLabel("somebody shows me an offer");
  await tick(page, told);
  await press(page, save);
  await expect(page.getByRole("status").getByText("Preferences saved")).toBeVisible();

  await page.reload();
  await expect(budget).toHaveValue("350.00");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(told).not.toBeChecked();
});

test("a rule with two conditions and two actions is written and saved without a mouse", async ({ page }) => {
  await signUp(page, newcomer());
  const { ruleset } = await ownRuleset(page);
  await page.goto(`/rules/${ruleset}/rules/new`);
  await typeInto(page, page.getByLabel("Name", { exact: true }), "Plenty of memory");

  const [first, second] = [1, 2].map((at) => page.getByRole("group", { name: `Condition ${at}` })) as [Locator, Locator];
  await choose(page, first.getByLabel("Fact"), "RAM (GB)");
  await choose(page, first.getByLabel("Comparison"), "is at least");
  await typeInto(page, first.getByLabel("Value"), "32");
  await press(page, page.getByRole("button", { name: "Add condition" }));
  await expect(second.getByLabel("Fact")).toBeFocused();
  await choose(page, second.getByLabel("Fact"), "condition");
  await typeInto(page, second.getByLabel("Value"), "used");

  const [deducts, adds] = [1, 2].map((at) => page.getByRole("group", { name: `Action ${at}` })) as [Locator, Locator];
  await typeInto(page, deducts.getByLabel("Amount"), "30");
  await press(page, page.getByRole("button", { name: "Add action" }));
  await choose(page, adds.getByLabel("Do", { exact: true }), "Add");
  await typeInto(page, adds.getByLabel("Amount"), "5");
  await press(page, page.getByRole("button", { name: "Save rule" }).last());
  await page.waitForURL(`**/rules/${ruleset}`);
  const rule = page.getByRole("listitem").filter({ hasText: "Plenty of memory" });
  await expect(rule).toContainText("Deduct 30.00 USD");
  await expect(rule).toContainText("RAM (GB) is at least 32");

  const counts = page.getByRole("switch", { name: "The rule Plenty of memory counts" });
  await tick(page, counts);
  await expect(counts).toHaveAttribute("aria-checked", "false");
  await expect(counts).not.toHaveAttribute("aria-busy", "true");
});

test("a file is chosen, looked at and imported without a mouse", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings/import");
  const asked = page.waitForEvent("filechooser");
  await press(page, page.getByLabel("File", { exact: true }));
  await (await asked).setFiles({
    name: "offers.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("title,price_usd,cpu\nFrom a file,80,Intel N100\n"),
  });
  await expect(page.getByLabel("Its text")).toHaveValue(/From a file/);
  await press(page, page.getByRole("button", { name: "Show what would happen" }));
  await press(page, page.getByRole("button", { name: "Import 1 offer" }));
  await press(page, page.getByRole("link", { name: "See your offers" }));
  await expect(page.getByRole("table").getByRole("rowheader")).toContainText(["From a file"]);
});

test("offers are ticked, compared, archived and sorted without a mouse", async ({ page }) => {
  await signUp(page, newcomer());
  for (const title of ["a1", "b2", "c3"]) await offer(page, title);
  await page.goto("/listings");
  const box = (title: string) => page.getByRole("row", { name: title }).getByRole("checkbox");
  await tick(page, box("c3"));
  await tick(page, box("a1"));
  await press(page, page.getByRole("button", { name: "Compare" }));
  await page.waitForURL(/\/compare\?ids=\d+,\d+/);
  for (const title of ["a1", "c3"]) await expect(page.getByRole("columnheader", { name: title })).toBeVisible();

  await press(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Listings" }));
  await page.waitForURL("**/listings");
  await tick(page, box("b2"));
  await press(page, page.getByRole("group", { name: "With the ticked offers" }).getByRole("button", { name: "Archive" }));
  await expect(page.getByText("1 offer archived.")).toBeVisible();
  await expect(box("b2")).toHaveCount(0);
  const byTitle = page.getByRole("columnheader", { name: "Offer" });
  await press(page, byTitle.getByRole("link"));
  await expect(byTitle).toHaveAttribute("aria-sort", /ending$/);
});

test("a collection is decided in, noted in, put in order, shared and deleted without a mouse", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto(await collection(page, "Proxmox node", ["a1", "b2"]));
  const chip = page.getByRole("group", { name: "Status of b2" }).getByRole("button", { name: "Shortlisted" });
  await press(page, chip);
  await expect(chip).toHaveAttribute("aria-pressed", "true");
  const row = page.getByRole("row", { name: "b2" });
  await press(page, row.getByText("Add note"));
  await typeInto(page, row.getByLabel("Note"), "Ask for the adapter");
  await press(page, row.getByRole("button", { name: "Keep note" }));
  await expect(row.locator(".note__text")).toHaveText("Ask for the adapter");
  await press(page, page.getByRole("button", { name: "Move b2 up" }));
  await expect(page.getByRole("rowheader").locator(".offer__title")).toHaveText(["b2", "a1"]);

  await tabTo(page, page.getByRole("radio", { name: "Private" }));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("By link")).toBeChecked();
  await press(page, page.getByRole("button", { name: "Change visibility" }));
  await press(page, page.getByRole("button", { name: "Make link" }));
  await expect(page.getByLabel("Address")).toHaveValue(/\/c\/[\w-]{43}$/);
  await press(page, page.getByRole("button", { name: "End link" }));
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();

  await press(page, page.getByText("Delete this collection"));
  await press(page, page.getByRole("button", { name: "Delete collection" }));
  await page.waitForURL("**/collections");
  await expect(page.getByRole("heading", { name: "No collections yet" })).toBeVisible();
});

test("an offer is linked to, sent, saved by who it is for, and deleted without a mouse", async ({ page, browser }) => {
  await signUp(page, newcomer("Ana"));
  const { ben, bens } = await somebodyElse(browser);
  const listing = await offer(page, "Beelink SER5");
  await page.goto(`/listings/${listing}`);
  await press(page, page.getByRole("link", { name: "Sharing" }));
  await choose(page, page.getByLabel("Works for"), "180 days");
  await press(page, page.getByRole("button", { name: "Make a link" }));
  await expect(page.getByLabel("Link", { exact: true })).toHaveValue(/\/deals\/\d+\/[\w-]{43}$/);
  await press(page, page.getByRole("button", { name: /End link/ }));
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();
  await typeInto(page, page.getByLabel("User name or e-mail"), ben.email);
  await typeInto(page, page.getByLabel("Message"), "For your rack?");
  await press(page, page.getByRole("button", { name: "Send offer" }));
  await expect(page.getByText("Not opened yet")).toBeVisible();

  await press(bens, bens.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Inbox/ }));
  await bens.waitForURL("**/inbox");
  await expect(bens.getByText("For your rack?")).toBeVisible();
  await press(bens, bens.getByRole("button", { name: "Save Beelink SER5" }));
  await bens.waitForURL(/\/collections\/\d+$/);
  await expect(bens.getByRole("row", { name: "Beelink SER5" })).toBeVisible();
  await bens.context().close();

  await press(page, page.getByRole("link", { name: "Delete" }));
  await press(page, page.getByRole("button", { name: "Delete for good" }));
  await page.waitForURL("**/listings");
  await expect(page.getByRole("heading", { name: "No offers yet" })).toBeVisible();
});

test("a session elsewhere is ended without a mouse", async ({ page, browser }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, nia.email);
  await page.goto("/settings/sessions");
  const sessions = page.locator(".session-list").getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await press(page, sessions.last().getByRole("button", { name: /^End the session/ }));
  await expect(sessions).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Signed in now" })).toBeFocused();
  await elsewhere.context().close();
});

test("an administrator finds somebody and keeps them out for a reason without a mouse", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await openPerson(page, ben);
  await page.goto("/admin/people");
  const main = page.getByRole("main");
  await typeInto(page, main.getByRole("searchbox"), ben.email);
  await page.keyboard.press("Enter");
  await press(page, main.getByRole("link", { name: ben.name }));
  await page.waitForURL(`**/admin/people/${ben.id}`);
  const access = page.getByRole("region", { name: "Access", exact: true });
  await typeInto(page, access.getByRole("textbox", { name: "Reason" }), "asked for it");
  await press(page, access.getByRole("button", { name: "Change access" }));
  await expect(page.getByText(`${ben.name} is deactivated now`)).toBeVisible();
  await isKeptOut(bens);
  expect(await call(page, "GET", `/api/v1/admin/users/${ben.id}`)).toMatchObject({ is_active: false });
  await bens.context().close();
});

async function isKeptOut(page: Page): Promise<void> {
  expect((await page.goto("/dashboard"))?.status()).toBe(403);
}
