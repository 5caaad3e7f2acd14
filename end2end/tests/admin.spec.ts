import type { Browser, Page } from "@playwright/test";

import { fitsItsWidth, hasNoBarrier, hasNoBarrierInEitherTheme } from "../support/barriers";
import { newcomer, signIn, signUp, type Newcomer } from "../support/people";
import { standIn } from "../support/places";
import { expect, test } from "../support/test";

// Two people come in through Clerk's own forms in most of these.
test.describe.configure({ timeout: 180_000 });

/** The persona that the settings of a development server name as the first administrator. */
const IRIS = { email: "admin+clerk_test@example.com", password: "twelve-quiet-otters" };

async function administrator(page: Page): Promise<void> {
  await signIn(page, IRIS.email, IRIS.password);
}

/** A second person, in a browser of their own. */
async function somebodyElse(browser: Browser): Promise<{ ben: Newcomer; bens: Page }> {
  const bens = await (await browser.newContext()).newPage();
  const ben = newcomer("Ben");
  await signUp(bens, ben);
  return { ben, bens };
}

async function open(page: Page, person: Newcomer): Promise<void> {
  const link = page.getByRole("link", { name: `${person.first} ${person.last}` });
  // Their name and address come with Clerk's message, a moment after the person.
  await expect(async () => {
    await page.goto(`/admin/people?q=${encodeURIComponent(person.email)}`);
    await expect(link).toBeVisible({ timeout: 1000 });
  }).toPass();
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: `${person.first} ${person.last}` })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Sessions" })).toBeVisible();
}

/** Lets the session be verified eleven minutes ago, one more than counts. */
async function ageVerification(page: Page): Promise<void> {
  await page.waitForFunction(
    () => (globalThis as unknown as { Clerk?: { loaded?: boolean } }).Clerk?.loaded === true,
  );
  const id = await page.evaluate(
    () => (globalThis as unknown as { Clerk: { session: { id: string } } }).Clerk.session.id,
  );
  const answer = await fetch(`${standIn}/control/sessions/${id}/verification`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ago_seconds: 11 * 60 }),
  });
  expect(answer.status).toBe(204);
  await page.evaluate(() =>
    (
      globalThis as unknown as { Clerk: { session: { getToken(options: object): Promise<string> } } }
    ).Clerk.session.getToken({ skipCache: true }),
  );
}

test("a role that is given bites on the person's very next request, and so does one that is taken", async ({
  page,
  browser,
}) => {
  await administrator(page);
  const { ben, bens } = await somebodyElse(browser);
  expect((await bens.goto("/admin/people"))?.status()).toBe(403);

  await open(page, ben);
  await page.getByRole("combobox", { name: "Role", exact: true }).selectOption("admin");
  await page.locator("#role-reason").fill("stands in this week");
  await page.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByText(`${ben.first} ${ben.last} is now admin`)).toBeVisible();
  expect((await bens.goto("/admin/people"))?.status()).toBe(200);

  await page.getByRole("combobox", { name: "Role", exact: true }).selectOption("user");
  await page.locator("#role-reason").fill("is back");
  await page.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByText("is back")).toBeVisible();
  expect((await bens.goto("/admin/people"))?.status()).toBe(403);

  await page.getByRole("link", { name: "All of it in the audit log" }).click();
  await page.waitForURL("**/admin/audit?user=*");
  await expect(page.getByRole("row", { name: /Role changed.*stands in this week/ })).toBeVisible();
  await bens.context().close();
});

test("who has not proved lately who they are proves it in Clerk's dialogue, and it is done", async ({
  page,
  browser,
}) => {
  await administrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await open(page, ben);
  await ageVerification(page);
  await page.getByRole("combobox", { name: "Role", exact: true }).selectOption("admin");
  await page.locator("#role-reason").fill("on call");
  await page.getByRole("button", { name: "Change role" }).click();
  await page.getByRole("button", { name: "Prove it is you" }).click();
  await page.getByRole("textbox", { name: "Password" }).fill(IRIS.password);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByText(`${ben.first} ${ben.last} is now admin`)).toBeVisible();
  expect((await bens.goto("/admin/people"))?.status()).toBe(200);
  await bens.context().close();
});

test("a person is kept out at once, and let in again", async ({ page, browser }) => {
  await administrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await open(page, ben);
  await page.locator("#act-reason").fill("by mistake");
  await page.getByRole("button", { name: "Change access" }).click();
  await expect(page.getByText(`${ben.first} ${ben.last} is deactivated now`)).toBeVisible();
  expect((await bens.goto("/dashboard"))?.status()).toBe(403);

  await page.locator("#act-reason").fill("it was");
  await page.getByRole("button", { name: "Change access" }).click();
  await expect(page.getByText(`${ben.first} ${ben.last} is active now`)).toBeVisible();
  expect((await bens.goto("/dashboard"))?.status()).toBe(200);
  await bens.context().close();
});

test("a role is changed by the keyboard alone", async ({ page, browser }) => {
  await administrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await open(page, ben);
  const tabTo = async (id: string) => {
    for (let steps = 0; steps < 80; steps += 1) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => document.activeElement?.id ?? "");
      if (focused === id) return;
    }
    throw new Error(`${id} is not reached by Tab`);
  };
  await tabTo("new-role");
  await page.keyboard.press("ArrowDown");
  await tabTo("role-reason");
  await page.keyboard.type("by keyboard");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${ben.first} ${ben.last} is now admin`)).toBeVisible();
  await bens.context().close();
});

test("the log is checked and taken along", async ({ page }) => {
  await administrator(page);
  await page.goto("/admin/audit");
  await page.getByRole("button", { name: "Check the chain" }).click();
  await expect(page.getByText("The log is intact")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toBe("audit.csv");
});

test("a person's page holds no barrier and fits a phone", async ({ page, browser }) => {
  await administrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await open(page, ben);
  await page.getByRole("link", { name: "Ask Clerk for their sessions" }).click();
  await expect(page.getByRole("table", { name: "Sessions" })).toBeVisible();
  await hasNoBarrierInEitherTheme(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await fitsItsWidth(page);
  await hasNoBarrier(page);
  await bens.context().close();
});
