import { expect, type Browser, type Page } from "@playwright/test";

import { ageVerification } from "./clock";
import { call } from "./demo";
import { clerkIsReady, newcomer, signIn, signUp, type Newcomer } from "./people";
import { IRIS } from "./switches";

/** Somebody whom the application knows by a number. */
export interface Known extends Newcomer {
  id: number;
  name: string;
}

/** Signs the page in as the administrator. */
export async function asAdministrator(page: Page): Promise<void> {
  await signIn(page, IRIS.email, IRIS.password);
}

/** A second person, in a browser of their own. */
export async function somebodyElse(
  browser: Browser,
  first = "Ben",
  last?: string,
): Promise<{ ben: Known; bens: Page }> {
  const bens = await (await browser.newContext()).newPage();
  const alone = newcomer(first);
  const person = { ...alone, last: last ?? alone.last };
  await signUp(bens, person);
  const { id } = await call(bens, "GET", "/api/v1/users/me");
  return { ben: { ...person, id: Number(id), name: `${person.first} ${person.last}` }, bens };
}

/** Opens an administrator's page about a person. */
export async function openPerson(admin: Page, person: Known): Promise<void> {
  // Their name may come with Clerk's message, a moment after the person.
  const name = async () => (await call(admin, "GET", `/api/v1/admin/users/${person.id}`))["name"];
  await expect.poll(name).toBe(person.name);
  await admin.goto(`/admin/people/${person.id}`);
  await expect(admin.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
  await clerkIsReady(admin);
}

/** Lets the page's session have been verified too long ago for what matters, and its token say so. */
export async function proveLongAgo(page: Page): Promise<void> {
  await clerkIsReady(page);
  await ageVerification(page.context());
  await page.evaluate(() =>
    (
      globalThis as unknown as { Clerk: { session: { getToken(options: object): Promise<string> } } }
    ).Clerk.session.getToken({ skipCache: true }),
  );
}

/** Clerk's id of the page's session. */
export async function sessionOf(page: Page): Promise<string> {
  return page.evaluate(
    () => (globalThis as unknown as { Clerk: { session: { id: string } } }).Clerk.session.id,
  );
}
