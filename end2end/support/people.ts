import { expect, type Page } from "@playwright/test";

import { site } from "./places";

/** A password that no list of leaked ones holds. */
export const PASSWORD = "correct-horse-battery-7";
/** Clerk's documented code for addresses with `+clerk_test`. */
export const TEST_CODE = "424242";

let number = 0;

export interface Newcomer {
  first: string;
  last: string;
  email: string;
}

/** Somebody who has never been here, in this run or an earlier one. */
export function newcomer(first = "Nia"): Newcomer {
  number += 1;
  const unique = `${Date.now().toString(36)}${number}`;
  return { first, last: `Newcomer${unique}`, email: `${first.toLowerCase()}${unique}+clerk_test@example.com` };
}

/**
 * Signs up with the calls that Clerk's form makes, and without drawing it; ends at `destination`, where the server
 * finds a browser that Clerk knows and that has no session token yet: the handshake gives it one.
 */
export async function signUp(page: Page, person: Newcomer, destination = "/dashboard"): Promise<void> {
  const signUp = await ask(page, "sign_ups", {
    first_name: person.first,
    last_name: person.last,
    email_address: person.email,
    password: PASSWORD,
  });
  await ask(page, `sign_ups/${signUp}/prepare_verification`, { strategy: "email_code" });
  await ask(page, `sign_ups/${signUp}/attempt_verification`, { strategy: "email_code", code: TEST_CODE });
  await enter(page, destination);
}

/** Signs in by password, as `signUp` does. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await ask(page, "sign_ins", { identifier: email, password, strategy: "password" });
  await enter(page, "/dashboard");
}

async function enter(page: Page, destination: string): Promise<void> {
  await page.goto(destination);
  await clerkIsReady(page);
}

/** A call to Clerk's Frontend API with the cookies and the name of the page's browser; gives the id of what it made. */
async function ask(page: Page, path: string, form: Record<string, string>): Promise<string> {
  const answer = await page.request.post(`${site}/__clerk/v1/client/${path}`, {
    headers: { origin: site, "user-agent": await page.evaluate(() => navigator.userAgent) },
    form,
  });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return ((await answer.json()) as { response: { id: string } }).response.id;
}

/** Signs up through Clerk's own form, by e-mail, password and mailed code; ends at `destination`. */
export async function signUpByForm(page: Page, person: Newcomer, destination = "/dashboard"): Promise<void> {
  const asked = destination === "/dashboard" ? "" : `?redirect_url=${encodeURIComponent(destination)}`;
  await page.goto(`/sign-up${asked}`);
  await page.getByLabel("First name").fill(person.first);
  await page.getByLabel("Last name").fill(person.last);
  await page.getByLabel("Email address").fill(person.email);
  await fillPassword(page, PASSWORD);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await enterCode(page, TEST_CODE);
  await page.waitForURL(`**${destination}`);
  await clerkIsReady(page);
}

/**
 * Waits until the page has loaded clerk-js. A page that is left while clerk-js is still asking its questions sees them
 * fail, and says so in the console.
 */
export async function clerkIsReady(page: Page): Promise<void> {
  await page.waitForFunction(() => (globalThis as unknown as { Clerk?: { loaded?: boolean } }).Clerk?.loaded === true);
}

/** Signs in through Clerk's own form, by password. */
export async function signInByForm(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await identify(page, email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.waitForURL("**/dashboard");
  await clerkIsReady(page);
}

/** The first step of signing in. */
export async function identify(page: Page, email: string): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
}

/** Types a password and waits until Clerk's form has judged it: it does so a moment after the last key. */
export async function fillPassword(page: Page, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await isTold(page, "Your password meets all the necessary requirements.");
}

export async function enterCode(page: Page, code: string): Promise<void> {
  const field = page.getByRole("textbox", { name: /verification code/i });
  await field.clear();
  await field.pressSequentially(code);
}

/** Signs out by the menu in the header. */
export async function signOut(page: Page): Promise<void> {
  await page.locator("summary", { hasText: "Account menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
}

/** Clerk's forms say a thing twice: to the eye, and in a live region for screen readers. */
export async function isTold(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.getByText(text).last()).toBeVisible();
}
