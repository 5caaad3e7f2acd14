import type { Page } from "@playwright/test";

import { call } from "./demo";

/** Loads the sample offers. */
export async function samples(page: Page): Promise<void> {
  await call(page, "POST", "/api/v1/listings/sample");
}

/** A ruleset of the person's own with one group and one rule: 10 USD off for whatever has memory. */
export async function ownRuleset(page: Page, name = "My home lab"): Promise<{ ruleset: number; rule: number }> {
  const ruleset = Number((await call(page, "POST", "/api/v1/rulesets", { name }))["id"]);
  const group = Number(
    (await call(page, "POST", `/api/v1/rulesets/${ruleset}/groups`, { name: "Memory", category: "ram" }))["id"],
  );
  const rule = Number(
    (
      await call(page, "POST", `/api/v1/rule-groups/${group}/rules`, {
        name: "Memory is spare",
        conditions: { field: "ram_gb", operator: "gte", value: 8 },
        actions: [{ type: "add", value_usd: -10 }],
      })
    )["id"],
  );
  return { ruleset, rule };
}

/** The adjusted price of the offer of that title. */
export async function adjusted(page: Page, title: string): Promise<number> {
  const { items } = await call(page, "GET", "/api/v1/listings?limit=200");
  const listing = (items as Record<string, unknown>[]).find((it) => it["title"] === title);
  return Number(listing?.["adjusted_price_usd"]);
}
