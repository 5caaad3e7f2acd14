import { asAdministrator, openPerson, proveLongAgo, sessionOf, somebodyElse } from "../support/admin";
import { call } from "../support/demo";
import { whileMessagesAreHeld } from "../support/messages";
import { signIn } from "../support/people";
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
