import type { Browser, Page } from "@playwright/test";

import { call } from "./demo";
import { signIn } from "./people";

/** The persona that the settings of a development server name as the first administrator. */
export const IRIS = { email: "admin+clerk_test@example.com", password: "twelve-quiet-otters" };

/** The administrator, in a browser of their own. */
export async function administrator(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, IRIS.email, IRIS.password);
  return page;
}

/** Opens the discover page to everybody, or closes it: specs may run in any order, so each says what it needs. */
export async function switchDiscover(admin: Page, enabled: boolean): Promise<void> {
  await call(admin, "PATCH", "/api/v1/admin/switches/PUBLIC_COLLECTIONS", { enabled });
}

/** Opens the discover page, by an administrator who comes for that alone. */
export async function openDiscover(browser: Browser): Promise<void> {
  const admin = await administrator(browser);
  await switchDiscover(admin, true);
  await admin.context().close();
}
