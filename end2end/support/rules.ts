import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { call } from "./demo";

/** Writes down the sample offers. */
export async function samples(page: Page): Promise<void> {
  const file = new URL("../../data/sample.json", `file://${__filename}`);
  const { listings } = JSON.parse(readFileSync(file, "utf8")) as { listings: Record<string, unknown>[] };
  for (const listing of listings) await call(page, "POST", "/api/v1/listings", listing);
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
  return Number((await known(page, title))["adjusted_price_usd"]);
}

/** The address of the page that says why the offer of that title comes to what it does. */
export async function explanation(page: Page, title: string): Promise<string> {
  return `/listings/${String((await known(page, title))["id"])}?tab=valuation`;
}

async function known(page: Page, title: string): Promise<Record<string, unknown>> {
  const { items } = await call(page, "GET", "/api/v1/listings?limit=200");
  const listing = (items as Record<string, unknown>[]).find((it) => it["title"] === title);
  if (listing === undefined) throw new Error(`no offer is called ${title}`);
  return listing;
}
