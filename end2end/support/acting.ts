import { sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { localData, site } from "./places";

/** Clerk's id of who acts. */
export const SUPPORT = "user_support";
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/**
 * Runs `act` while somebody acts as the person whose page it is: every token that the page is given says so, as those
 * of a session do that was begun in Clerk's dashboard. The stand-in begins none, so its own tokens are signed anew.
 */
export async function whileSomebodyActs(page: Page, act: () => Promise<void>): Promise<void> {
  const context = page.context();
  // Away from the application, where clerk-js would put back a token that it has had before.
  await page.goto("about:blank");
  await context.route("**/__clerk/v1/**", async (route) => {
    if (route.request().isNavigationRequest()) return route.continue();
    const answer = await route.fetch();
    const body = await answer.text();
    return route.fulfill({ response: answer, body: body.replaceAll(TOKEN, acted) });
  });
  const cookies = (await context.cookies(site)).filter((cookie) => cookie.name.startsWith("__session"));
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, value: acted(cookie.value) })));
  try {
    await act();
  } finally {
    await context.unrouteAll({ behavior: "ignoreErrors" });
  }
}

/** The same token of a session in which somebody acts. */
function acted(token: string): string {
  const [header = "", payload = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
  const said = Buffer.from(JSON.stringify({ ...claims, act: { sub: SUPPORT } })).toString("base64url");
  const signature = sign("RSA-SHA256", Buffer.from(`${header}.${said}`), signingKey());
  return `${header}.${said}.${signature.toString("base64url")}`;
}

/** The key of the stand-in, which makes it for itself when it first starts. */
function signingKey(): string {
  const instance = readFileSync(join(localData, "clerk", "instance.json"), "utf8");
  return (JSON.parse(instance) as { signing_key: string }).signing_key;
}
