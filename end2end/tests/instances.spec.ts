import type { Page } from "@playwright/test";

import { asAdministrator, sessionOf, somebodyElse } from "../support/admin";
import { call } from "../support/demo";
import { anotherInstance, sendTo, type Instance } from "../support/instances";
import { clerkIsReady, signIn } from "../support/people";
import { expect, test } from "../support/test";

let second: Instance;

test.beforeAll(async () => {
  second = await anotherInstance();
});

test.afterAll(async () => {
  await second.stop();
});

/** What the second instance answers to the page's browser; the first one is where the administrator is. */
async function asks(page: Page, path: string): Promise<number | undefined> {
  const answer = await page.goto(path);
  expect((await answer?.serverAddr())?.port, "who answered").toBe(second.port);
  return answer?.status();
}

/** Lets the second instance know the person and their token: what it has seen before may not outlive a change. */
async function isKnown(page: Page): Promise<void> {
  for (let request = 0; request < 2; request += 1) expect(await asks(page, "/dashboard")).toBe(200);
}

test("a role that is given or taken at one instance is obeyed by another on the very next request", async ({
  page,
  browser,
}) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  const give = (role: string) => call(page, "PATCH", `/api/v1/admin/users/${ben.id}/role`, { role });
  await sendTo(bens, second);
  await isKnown(bens);
  expect(await asks(bens, "/admin/people")).toBe(403);
  await give("admin");
  expect(await asks(bens, "/admin/people")).toBe(200);
  await give("user");
  expect(await asks(bens, "/admin/people")).toBe(403);
  await bens.context().close();
});

test("who is kept out at one instance is refused by another on the very next request, and let in by both", async ({
  page,
  browser,
}) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await sendTo(bens, second);
  await isKnown(bens);
  for (const [is_active, status] of [[false, 403], [true, 200]] as const) {
    await call(page, "PATCH", `/api/v1/admin/users/${ben.id}`, { is_active });
    expect(await asks(bens, "/dashboard")).toBe(status);
  }
  await bens.context().close();
});

test("a session that is ended at one instance is over at another on the very next request", async ({
  page,
  browser,
}) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  const lost = await (await browser.newContext()).newPage();
  await signIn(lost, ben.email);
  await clerkIsReady(lost);
  const session = await sessionOf(lost);
  for (const used of [lost, bens]) {
    await sendTo(used, second);
    await isKnown(used);
  }
  await call(page, "DELETE", `/api/v1/admin/users/${ben.id}/sessions/${session}`);
  await lost.goto("/dashboard");
  expect(new URL(lost.url()).pathname).toBe("/sign-in");
  expect(await asks(bens, "/dashboard")).toBe(200);
  for (const used of [lost, bens]) await used.context().close();
});
