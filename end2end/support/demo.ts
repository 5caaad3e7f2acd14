import type { Page } from "@playwright/test";

type Json = Record<string, unknown>;

/** What a room full of offers looks like: whose ids pages need. */
export interface Demo {
  listing: number;
  others: number[];
  collection: number;
  collectionLink: string;
  dealLink: string;
  ruleset: number;
  profile: number;
  cpu: number;
}

/** Calls the interface as the person whose page it is; the page must be one of ours. */
export async function call(page: Page, method: string, path: string, body?: unknown): Promise<Json> {
  const { status, text } = await page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(path, {
        method,
        ...(body === null ? {} : { body, headers: { "content-type": "application/json" } }),
      });
      return { status: answer.status, text: await answer.text() };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${text}`);
  return text === "" ? {} : (JSON.parse(text) as Json);
}

/** Loads the sample offers, and what people make of offers: collections, links, rules, profiles, prices that drop. */
export async function furnish(page: Page): Promise<Demo> {
  await call(page, "POST", "/api/v1/listings/sample");
  const listings = items(await call(page, "GET", "/api/v1/listings?limit=50&sort=usd_per_multi"));
  const ids = listings.map((listing) => Number(listing["id"]));
  const [listing = 0, ...others] = ids;

  const decisions = ["shortlisted", "undecided", "undecided", "rejected", "bought", "shortlisted"];
  const collection = id(await call(page, "POST", "/api/v1/collections", {
    name: "Proxmox node",
    description: "Three nodes, quiet, under 300 USD each.",
    visibility: "unlisted",
  }));
  for (const [index, status] of decisions.entries()) {
    const item = id(await call(page, "POST", `/api/v1/collections/${collection}/items`, { listing_id: ids[index] }));
    await call(page, "PATCH", `/api/v1/collections/${collection}/items/${item}`, {
      status,
      ...(index === 0 ? { notes: "Ask whether the power adapter is the 65 W one." } : {}),
    });
  }
  await call(page, "POST", "/api/v1/collections", { name: "Family upgrades" });
  for (const [index, drop] of [30, 12, 45].entries()) {
    const price = Number(listings[index]?.["price_usd"]) - drop;
    await call(page, "POST", `/api/v1/listings/${ids[index]}/price`, { price_usd: price.toFixed(2) });
  }
  const collectionLink = path(await call(page, "POST", `/api/v1/collections/${collection}/links`, {}));
  const dealLink = path(await call(page, "POST", `/api/v1/listings/${listing}/links`, {}));

  const baseline = items(await call(page, "GET", "/api/v1/rulesets"))[0] ?? {};
  const ruleset = id(await call(page, "POST", `/api/v1/rulesets/${String(baseline["id"])}/duplicate`, { name: "My home lab" }));
  const system = items(await call(page, "GET", "/api/v1/profiles"))[0] ?? {};
  const profile = id(await call(page, "POST", `/api/v1/profiles/${String(system["id"])}/duplicate`, { name: "Quiet and frugal" }));
  const cpu = Number(items(await call(page, "GET", "/api/v1/cpus"))[0]?.["id"]);
  return { listing, others, collection, collectionLink, dealLink, ruleset, profile, cpu };
}

/** Every page that a person can reach, by a name for its picture. */
export function personsPages(demo: Demo): Record<string, string> {
  const { listing, others, collection } = demo;
  return {
    dashboard: "/dashboard",
    listings: "/listings",
    "listings-none-found": "/listings?q=nothing+is+called+this",
    "listing-new": "/listings/new",
    listing: `/listings/${listing}`,
    "listing-valuation": `/listings/${listing}?tab=valuation`,
    "listing-notes": `/listings/${listing}?tab=notes`,
    "listing-sharing": `/listings/${listing}?tab=sharing`,
    "listing-edit": `/listings/${listing}/edit`,
    import: "/listings/import",
    compare: `/compare?ids=${[listing, ...others.slice(0, 2)].join(",")}`,
    "compare-pick": "/compare",
    collections: "/collections",
    collection: `/collections/${collection}`,
    "collection-add": `/collections/add?listing=${listing}`,
    inbox: "/inbox",
    "inbox-sent": "/inbox?tab=sent",
    "inbox-notifications": "/inbox?tab=notifications",
    profiles: "/profiles",
    profile: `/profiles/${demo.profile}`,
    rules: "/rules",
    ruleset: `/rules/${demo.ruleset}`,
    cpus: "/cpus",
    cpu: `/cpus/${demo.cpu}`,
    "settings-account": "/settings/account",
    "settings-preferences": "/settings/preferences",
    "settings-sessions": "/settings/sessions",
    "settings-data": "/settings/data",
    "not-found": "/no/such/page",
    forbidden: "/admin/people",
  };
}

/** What anybody may see. */
export function publicPages(demo: Demo): Record<string, string> {
  return {
    landing: "/",
    "sign-in": "/sign-in",
    "sign-up": "/sign-up",
    "public-collection": demo.collectionLink,
    "public-deal": demo.dealLink,
    "public-dead-link": `/deals/${demo.listing}/no-such-link`,
  };
}

/** The admin area. */
export const ADMIN_PAGES: Record<string, string> = {
  "admin-people": "/admin/people",
  "admin-audit": "/admin/audit",
  "admin-webhooks": "/admin/webhooks",
  "admin-sync": "/admin/sync",
  "admin-ownerless": "/admin/ownerless",
  "admin-system": "/admin/system",
};

function items(answer: Json): Json[] {
  return answer["items"] as Json[];
}

function id(answer: Json): number {
  return Number(answer["id"]);
}

/** A link as one of our own paths, whatever origin it names. */
function path(answer: Json): string {
  return new URL(String(answer["url"])).pathname;
}
