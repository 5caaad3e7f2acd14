import { asAdministrator, openPerson, proveLongAgo, sessionOf, somebodyElse } from "../support/admin";
import { call } from "../support/demo";
import { whileMessagesAreHeld } from "../support/messages";
import { collection, offer } from "../support/offers";
import { signIn } from "../support/people";
import { ownRuleset } from "../support/rules";
import { IRIS } from "../support/switches";
import { expect, test } from "../support/test";

test("a plan is given for a reason, and the person is told", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await openPerson(page, ben);
  await page.getByRole("combobox", { name: "Plan", exact: true }).selectOption("Growth");
  await page.getByRole("button", { name: "Change plan" }).click();
  await expect(page.getByText("The reason must not be empty.", { exact: true })).toBeVisible();
  await page.locator("#plan-reason").fill("helps us to test");
  await page.getByRole("button", { name: "Change plan" }).click();
  await expect(page.getByText(`${ben.name} now has the plan Growth`, { exact: true })).toBeVisible();

  await bens.goto("/inbox?tab=notifications");
  await expect(bens.getByRole("listitem").filter({ hasText: "Your plan is Growth now" })).toBeVisible();
  await expect(bens.locator(".user-menu .menu__plan")).toHaveText("Growth plan");
  const { audit_events } = await call(bens, "GET", "/api/v1/users/me/export");
  const why = { from: "solo", to: "growth", reason: "helps us to test" };
  expect(audit_events).toContainEqual(
    expect.objectContaining({ kind: "plan_changed", done_by: "somebody else", detail: expect.objectContaining(why) }),
  );
  await bens.context().close();
});

test("what is a person's is counted on their page", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  const { ben: ana, bens: anas } = await somebodyElse(browser, "Ana");
  await anas.context().close();
  await collection(bens, "Proxmox node", ["Beelink SER5", "Beelink EQ12"]);
  const listing_id = await offer(bens, "Minisforum UM690");
  for (let link = 0; link < 2; link += 1) await call(bens, "POST", `/api/v1/listings/${listing_id}/links`, {});
  await call(bens, "POST", "/api/v1/user-shares", { recipient: ana.id, listing_id });
  await ownRuleset(bens);
  await bens.context().close();

  const counts = page.getByRole("region", { name: "What is theirs" });
  const count = (name: string) =>
    counts
      .locator("dt")
      .filter({ has: page.getByText(name, { exact: true }) })
      .locator("xpath=following-sibling::dd[1]");
  const has = async (owned: Record<string, number>) => {
    for (const [name, many] of Object.entries(owned)) await expect(count(name), name).toHaveText(String(many));
  };
  await openPerson(page, ben);
  await has({ Offers: 3, Collections: 1, "Scoring profiles": 0, Rulesets: 1, Links: 2 });
  await has({ "Shares sent": 1, "Shares received": 0 });
  await openPerson(page, ana);
  await has({ Offers: 0, "Shares sent": 0, "Shares received": 1 });
});

test("a deletion that was a slip is undone", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await call(bens, "DELETE", "/api/v1/users/me", { confirmation: "delete my account" });
  await bens.context().close();

  await page.goto(`/admin/people/${ben.id}`);
  const identity = page.getByRole("region", { name: "Identity" });
  await expect(identity.getByText("Deleted", { exact: true })).toBeVisible();
  const access = page.getByRole("region", { name: "Access", exact: true });
  await expect(access.getByText("Their name and address are held back until")).toBeVisible();
  await expect(access.getByRole("combobox", { name: "What to do" })).toHaveValue("restore");
  // Clerk's message about the new account would race what makes it.
  await whileMessagesAreHeld(async () => {
    await access.getByRole("textbox", { name: "Reason" }).fill("meant another account");
    await access.getByRole("button", { name: "Change access" }).click();
    await expect(page.getByText(`${ben.name} is active now`, { exact: true })).toBeVisible();
  });
  await expect(page.getByRole("heading", { level: 1, name: ben.name })).toBeVisible();
  await expect(identity.getByText("Active", { exact: true })).toBeVisible();
});

test("a person is purged by who proves again who they are, and nothing but the log is left", async ({
  page,
  browser,
}) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await bens.context().close();
  await openPerson(page, ben);
  const purge = page.getByRole("region", { name: "Purge", exact: true });
  await expect(purge.getByText("Only people who are kept out can be purged.")).toBeVisible();
  await expect(purge.getByRole("button")).toHaveCount(0);

  await call(page, "PATCH", `/api/v1/admin/users/${ben.id}`, { is_active: false });
  await openPerson(page, ben);
  await proveLongAgo(page);
  await purge.getByLabel(`Type “purge ${ben.id}”`).fill(`purge ${ben.id}`);
  await purge.getByRole("textbox", { name: "Reason" }).fill("asked for it");
  await purge.getByRole("button", { name: "Purge person" }).click();
  await page.getByRole("button", { name: "Prove it is you" }).click();
  await page.getByRole("textbox", { name: "Password" }).fill(IRIS.password);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByText(`Person ${ben.id} is gone for good`, { exact: true })).toBeVisible();
  await page.waitForURL("**/admin/people");

  await page.goto(`/admin/people/${ben.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Nobody has this number" })).toBeVisible();
  await page.goto(`/admin/audit?kind=purged&user=${ben.id}`);
  const events = page.getByRole("table", { name: "Events, the newest first" });
  await expect(events.getByRole("cell", { name: `person ${ben.id}`, exact: true })).toBeVisible();
  await expect(events).toContainText("asked for it");
});

test("nobody keeps out, purges or gives a role to themselves", async ({ page }) => {
  await asAdministrator(page);
  const { id } = await call(page, "GET", "/api/v1/users/me");
  await page.goto(`/admin/people/${id}`);
  for (const name of ["Role", "Access", "Purge"]) {
    const act = page.getByRole("region", { name, exact: true });
    await expect(act.getByText("This is your own account.")).toBeVisible();
    await expect(act.getByRole("button")).toHaveCount(0);
  }
});

test("one session of a person's is ended, and refused on its next request", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  const lost = await (await browser.newContext()).newPage();
  await signIn(lost, ben.email);

  await openPerson(page, ben);
  await page.getByRole("link", { name: "Ask Clerk for their sessions" }).click();
  const sessions = page.getByRole("table", { name: "Sessions" }).getByRole("rowheader");
  await expect(sessions).toHaveCount(2);
  await page.getByRole("combobox", { name: "Which", exact: true }).selectOption(await sessionOf(lost));
  await page.locator("#session-reason").fill("a lost laptop");
  await page.getByRole("button", { name: "End session" }).click();
  await expect(page.getByText("1 session ended", { exact: true })).toBeVisible();
  await expect(sessions).toHaveCount(1);

  await lost.goto("/dashboard");
  await lost.waitForURL(/\/sign-in/);
  expect((await bens.goto("/dashboard"))?.status()).toBe(200);
  for (const used of [lost, bens]) await used.context().close();
});

test("all sessions of a person's are ended at once, and each is refused on its next request", async ({
  page,
  browser,
}) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  const other = await (await browser.newContext()).newPage();
  await signIn(other, ben.email);

  await openPerson(page, ben);
  await page.getByRole("link", { name: "Ask Clerk for their sessions" }).click();
  await expect(page.getByRole("combobox", { name: "Which", exact: true })).toHaveValue("");
  await page.locator("#session-reason").fill("a stolen password");
  await page.getByRole("button", { name: "End session" }).click();
  await expect(page.getByText("2 sessions ended", { exact: true })).toBeVisible();
  const sessions = page.getByRole("region", { name: "Sessions", exact: true });
  await expect(sessions.getByText("Not signed in anywhere.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Events, the newest first" })).toContainText("a stolen password");

  for (const used of [bens, other]) {
    await used.goto("/dashboard");
    await used.waitForURL(/\/sign-in/);
    await used.context().close();
  }
});
