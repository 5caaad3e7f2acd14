import { expect, type BrowserContext } from "@playwright/test";

import { site, standIn } from "./places";

/** The session's id and its cookies, from the tab's own cookies. */
async function session(context: BrowserContext) {
  const cookies = (await context.cookies(site)).filter((cookie) => cookie.name.startsWith("__session"));
  expect(cookies.length).toBeGreaterThan(0);
  const payload = cookies[0]!.value.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/");
  return { id: (JSON.parse(atob(payload)) as { sid: string }).sid, cookies };
}

async function pull(lever: string, body: object): Promise<Response> {
  const answer = await fetch(`${standIn}/control/${lever}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
  return answer;
}

/** Puts the tab's session token back in time, as if the tab had slept for two minutes. */
export async function expireToken(context: BrowserContext): Promise<void> {
  const { id, cookies } = await session(context);
  const answer = await pull(`sessions/${id}/tokens`, { issued_ago_seconds: 120 });
  const { jwt } = (await answer.json()) as { jwt: string };
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, value: jwt })));
}

/** Lets the person have proved eleven minutes ago who they are, one more than is trusted for what matters. */
export async function ageVerification(context: BrowserContext): Promise<void> {
  const { id } = await session(context);
  await pull(`sessions/${id}/verification`, { ago_seconds: 11 * 60 });
}

/** Runs `while_` with the clock that tokens are made by an hour ahead: the server accepts none of them. */
export async function withTokensAhead(while_: () => Promise<void>): Promise<void> {
  await pull("clock", { tokens_ahead_seconds: 3600 });
  try {
    await while_();
  } finally {
    await pull("clock", { tokens_ahead_seconds: 0 });
  }
}
