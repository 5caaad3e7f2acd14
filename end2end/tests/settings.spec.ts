import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { hasNoBarrier } from "../support/barriers";
import { ageVerification, expireToken } from "../support/clock";
import { offer } from "../support/offers";
import { whileBackendApiIsDown } from "../support/outages";
import { PASSWORD, clerkIsReady, identify, isTold, newcomer, signIn, signUp } from "../support/people";
import { expect, test } from "../support/test";

const PAGES = ["account", "account/security", "preferences", "sessions", "data"] as const;

/** Opens a page of the settings and waits until its data is there. */
async function open(page: Page, name: (typeof PAGES)[number]): Promise<void> {
  await page.goto(`/settings/${name}`);
  const sign = {
    account: page.getByRole("heading", { name: "Profile details" }),
    "account/security": page.getByRole("heading", { name: "Security", exact: true }),
    preferences: page.getByLabel("Budget"),
    sessions: page.getByText("This browser"),
    data: page.getByLabel(/to confirm/),
  }[name];
  await expect(sign).toBeVisible();
  await clerkIsReady(page);
}

test("the account page shows Clerk's own component, also when it is reached from another page", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);

  const menu = page.locator(".user-menu");
  await menu.locator("summary").click();
  await menu.getByRole("link", { name: "Settings" }).click();
  await page.waitForURL("**/settings/account");
  await expect(page.getByRole("main").getByText(nia.email).first()).toBeVisible();

  // By the router, on a page that has loaded clerk-js without its components.
  await page.goto("/dashboard");
  await clerkIsReady(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await page.waitForURL("**/settings/account");
  await expect(page.getByRole("main").getByText(nia.email).first()).toBeVisible();
  await page.getByRole("button", { name: "Security" }).click();
  await page.waitForURL("**/settings/account/security");
  await expect(page.getByRole("heading", { name: "Security", exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Security", exact: true })).toBeVisible();
});

test("preferences are kept, shown after a reload, and followed by the figures of other pages", async ({ page }) => {
  await signUp(page, newcomer());
  await open(page, "preferences");
  await page.getByLabel("Scoring profile").selectOption({ label: "Low power (part of Deal Brain)" });
  await page.getByLabel("Ruleset").selectOption({ index: 1 });
  await page.getByLabel("Budget").fill("a lot");
  await page.getByLabel("Name to be shown by").fill("Countess");
  await page.getByLabel("Theme", { exact: true }).selectOption("dark");
  await page.getByLabel("Numbers").selectOption("1.234,50");
  await page.getByLabel("Amounts in sentences").selectOption("symbol");
  await page.getByLabel("somebody shows me an offer").uncheck();
  const save = page.getByRole("button", { name: "Save preferences" });
  await save.click();
  await expect(page.getByLabel("Budget")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("alert")).toContainText("not saved");

  await page.getByLabel("Budget").fill("350");
  await save.click();
  await expect(page.getByRole("status").getByText("Preferences saved")).toBeVisible();
  const theme = page.locator("html");
  await expect(theme).toHaveAttribute("data-theme", "dark");

  await page.reload();
  await expect(theme).toHaveAttribute("data-theme", "dark");
  await expect(page.getByLabel("Budget")).toHaveValue("350.00");
  await expect(page.getByLabel("Scoring profile").locator("option:checked")).toHaveText(/Low power/);
  await expect(page.getByLabel("Ruleset")).not.toHaveValue("");
  await expect(page.getByLabel("Name to be shown by")).toHaveValue("Countess");
  await expect(page.getByLabel("Numbers")).toHaveValue("1.234,50");
  await expect(page.getByLabel("Amounts in sentences")).toHaveValue("symbol");
  await expect(page.getByLabel("somebody shows me an offer")).not.toBeChecked();
  await expect(page.getByLabel("an offer I am deciding on became cheaper")).toBeChecked();
  await expect(page.locator(".user-menu summary")).toContainText("Countess");

  // And figures are written so: by the server, and by the page itself.
  await offer(page, "HP Z2 Mini", "1309.00");
  const html = await (await page.request.get("/listings", { headers: { "sec-fetch-dest": "document" } })).text();
  expect(html).toContain("1.309,00");
  await page.goto("/listings");
  await expect(page.getByRole("row", { name: /HP Z2 Mini/ }).locator("[data-label='Price, USD']")).toHaveText("1.309,00");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Dashboard" }).click();
  await expect(page.getByText("No active offer comes to $350,00 or less after deductions.")).toBeVisible();
});

test("a change from another tab is not lost", async ({ page, context }) => {
  await signUp(page, newcomer());
  await open(page, "preferences");
  const other = await context.newPage();
  await open(other, "preferences");
  await other.getByLabel("Budget").fill("200");
  await other.getByRole("button", { name: "Save preferences" }).click();
  await expect(other.getByText("Preferences saved")).toBeVisible();

  await page.getByLabel("Budget").fill("900");
  await page.getByRole("button", { name: "Save preferences" }).click();
  await expect(page.getByRole("alert")).toContainText("changed elsewhere");
  await page.getByRole("link", { name: "Reload this page" }).click();
  await expect(page.getByLabel("Budget")).toHaveValue("200.00");
});

test("preferences need no script", async ({ page, context, browser }) => {
  await signUp(page, newcomer());
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const old = await plain.newPage();
  await old.goto("/settings/preferences");
  await old.getByLabel("Budget").fill("nothing");
  await old.getByRole("button", { name: "Save preferences" }).click();
  await expect(old.getByRole("alert")).toContainText("not saved");
  await expect(old.getByLabel("Budget")).toHaveAttribute("aria-invalid", "true");
  await old.getByLabel("Budget").fill("275");
  await old.getByRole("button", { name: "Save preferences" }).click();
  await expect(old.getByRole("alert")).toHaveCount(0);
  await expect(old.getByLabel("Budget")).toHaveValue("275.00");
  await plain.close();
});

test("a session elsewhere is ended, and refused on its next request", async ({ page, browser }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, nia.email);

  await open(page, "sessions");
  const sessions = page.locator(".session-list").getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.first()).toContainText("This browser");
  await expect(sessions.first()).toContainText(/Chrom(e|ium)/);
  await expect(sessions.last()).toContainText("just now");
  // The stand-in is where everybody is.
  for (const session of await sessions.all()) await expect(session).toContainText("local · active");
  await sessions.last().getByRole("button", { name: /^End the session/ }).click();
  await expect(sessions).toHaveCount(1);
  await expect(page.getByRole("status").getByText("Session ended")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Signed in now" })).toBeFocused();

  await elsewhere.goto("/dashboard");
  await elsewhere.waitForURL(/\/sign-in/);
  await page.reload();
  await expect(sessions).toHaveCount(1);
  await elsewhere.context().close();
});

test("sessions are listed and ended without a script", async ({ page, context, browser }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, nia.email);
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const old = await plain.newPage();
  await old.goto("/settings/sessions");
  await old.getByRole("button", { name: /^End the session/ }).click();
  await expect(old.locator(".session-list").getByRole("listitem")).toHaveCount(1);
  await elsewhere.goto("/dashboard");
  await elsewhere.waitForURL(/\/sign-in/);
  await old.getByRole("button", { name: "Sign out everywhere" }).click();
  await old.waitForURL(/\/sign-in/);
  for (const used of [elsewhere, old]) await used.context().close();
});

test("signing out everywhere ends this session too", async ({ page, browser }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, nia.email);
  await open(page, "sessions");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.waitForURL(/\/sign-in/);
  await elsewhere.goto("/listings");
  await elsewhere.waitForURL(/\/sign-in/);
  await elsewhere.context().close();
});

test("while Clerk cannot be reached, the page says so and signs nobody out", async ({ page }) => {
  await signUp(page, newcomer());
  await whileBackendApiIsDown(async () => {
    await page.goto("/settings/sessions");
    await expect(page.getByRole("heading", { name: "Your sessions cannot be listed" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("nobody was signed out");
    await hasNoBarrier(page);
    await clerkIsReady(page);
  });
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByText("This browser")).toBeVisible();
});

test("everything is taken along as a file", async ({ page }) => {
  const nia = newcomer();
  await signUp(page, nia);
  await open(page, "data");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download everything" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("deal-brain.json");
  const all = JSON.parse(await readFile(await file.path(), "utf8")) as Record<string, unknown>;
  expect(all["account"]).toMatchObject({ email: nia.email, first_name: nia.first });
  expect(all["listings"]).toEqual([]);
});

test("an account is deleted by who means it, everywhere and for good", async ({ page, browser }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, nia.email);

  await open(page, "data");
  await expect(page.getByRole("main")).toContainText("held back for 30 days");
  const leave = page.getByRole("button", { name: "Delete my account" });
  await page.getByLabel(/to confirm/).fill("yes");
  await leave.click();
  await expect(page.getByLabel(/to confirm/)).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel(/to confirm/).fill("delete my account");
  await leave.click();
  await page.waitForURL("**/goodbye");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account is deleted");
  await hasNoBarrier(page);

  await page.goto("/dashboard");
  await page.waitForURL(/\/sign-in/);
  await identify(page, nia.email);
  await isTold(page, "Couldn't find your account.");
  const refused = await elsewhere.goto("/listings");
  expect(refused?.status() === 403 || elsewhere.url().includes("/sign-in")).toBe(true);
  await elsewhere.context().close();
});

test("who proved long ago who they are is asked to do it again first", async ({ page, context }) => {
  await signUp(page, newcomer());
  await ageVerification(context);
  await expireToken(context);
  await open(page, "data");
  await page.getByLabel(/to confirm/).fill("delete my account");
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("Your account was not deleted")).toBeVisible();
  await hasNoBarrier(page);
  await page.getByRole("button", { name: "Prove it is you" }).click();
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.waitForURL("**/goodbye");
});
