import type { Browser, Page } from "@playwright/test";

import { newcomer, signUp } from "./people";

type Json = Record<string, unknown>;

/** What a room full of offers looks like: whose ids pages need. */
export interface Demo {
  listing: number;
  others: number[];
  collection: number;
  collectionLink: string;
  published: number;
  dealLink: string;
  ruleset: number;
  rule: number;
  profile: number;
  /** What belongs to Deal Brain, and can be read only. */
  systemRuleset: number;
  systemProfile: number;
  cpu: number;
  gpu: number;
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
  const published = id(await call(page, "POST", "/api/v1/collections", {
    name: "Family upgrades",
    description: "Small, quiet, and good for another five years.",
    visibility: "public",
  }));
  for (const listing_id of ids.slice(6, 9)) {
    const item = id(await call(page, "POST", `/api/v1/collections/${published}/items`, { listing_id }));
    await call(page, "PATCH", `/api/v1/collections/${published}/items/${item}`, { status: "shortlisted" });
  }
  for (const [index, drop] of [30, 12, 45].entries()) {
    const price = Number(listings[index]?.["price_usd"]) - drop;
    await call(page, "POST", `/api/v1/listings/${ids[index]}/price`, { price_usd: price.toFixed(2) });
  }
  const collectionLink = path(await call(page, "POST", `/api/v1/collections/${collection}/links`, {}));
  const dealLink = path(await call(page, "POST", `/api/v1/listings/${listing}/links`, {}));

  const baseline = items(await call(page, "GET", "/api/v1/rulesets"))[0] ?? {};
  const ruleset = id(await call(page, "POST", `/api/v1/rulesets/${String(baseline["id"])}/duplicate`, { name: "My home lab" }));
  const { groups } = await call(page, "GET", `/api/v1/rulesets/${ruleset}`);
  const rule = Number(((groups as Json[])[0]?.["rules"] as Json[])[0]?.["id"]);
  const system = items(await call(page, "GET", "/api/v1/profiles"))[0] ?? {};
  const profile = id(await call(page, "POST", `/api/v1/profiles/${String(system["id"])}/duplicate`));
  await call(page, "PATCH", `/api/v1/profiles/${profile}`, { name: "Quiet and frugal" });
  const cpu = Number(items(await call(page, "GET", "/api/v1/cpus"))[0]?.["id"]);
  const gpu = Number(items(await call(page, "GET", "/api/v1/gpus"))[0]?.["id"]);
  const own = { listing, others, collection, collectionLink, published, dealLink, ruleset, rule, profile };
  return { ...own, systemRuleset: Number(baseline["id"]), systemProfile: Number(system["id"]), cpu, gpu };
}

/** Lets somebody else send the person an offer; gives the number of the share. */
export async function receive(page: Page, browser: Browser): Promise<number> {
  const recipient = id(await call(page, "GET", "/api/v1/users/me"));
  const elsewhere = await browser.newContext();
  const sender = await elsewhere.newPage();
  await signUp(sender, { ...newcomer("Ben"), last: "Bergmann" });
  const listing_id = id(await call(sender, "POST", "/api/v1/listings", { title: "Beelink SER5", price_usd: "189.00", ram_gb: 16 }));
  const message = "For your rack?";
  const share = id(await call(sender, "POST", "/api/v1/user-shares", { recipient, listing_id, message }));
  await elsewhere.close();
  return share;
}

/** What a person sees who has nothing yet. */
export const emptyPages = {
  "first-visit": "/dashboard",
  "listings-empty": "/listings",
  "collections-empty": "/collections",
  "inbox-empty": "/inbox",
};

/** Every page that a person can reach who was sent a share, by a name for its picture. */
export function personsPages(demo: Demo, share: number): Record<string, string> {
  return { ...offerPages(demo), ...sharedPages(demo, share), ...rulePages(demo), ...catalogueAndSettingsPages(demo) };
}

/** Offers, and what is made of several. */
export function offerPages({ listing, others, collection }: Demo): Record<string, string> {
  return {
    dashboard: "/dashboard",
    listings: "/listings",
    "listings-none-found": "/listings?q=nothing+is+called+this",
    "listings-library": "/listings?library=shared",
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
    "collection-none-bought": `/collections/${collection}?status=bought`,
    "collection-missing": "/collections/0",
    "collection-add": `/collections/add?listing=${listing}`,
  };
}

/** What comes from other people, and goes to them. */
export function sharedPages(demo: Demo, share: number): Record<string, string> {
  return {
    discover: "/discover",
    "discover-none-found": "/discover?q=nothing+is+called+this",
    discovered: `/discover/${demo.published}`,
    "discovered-copy": `/discover/${demo.published}/copy`,
    "discovered-missing": "/discover/0",
    inbox: "/inbox",
    "inbox-share": `/inbox/${share}`,
    "inbox-sent": "/inbox?tab=sent",
    "inbox-notifications": "/inbox?tab=notifications",
    "deal-save": `${demo.dealLink}/save`,
    "collection-copy": `${demo.collectionLink}/copy`,
  };
}

/** How offers are valued and ranked. */
export function rulePages(demo: Demo): Record<string, string> {
  return {
    profiles: "/profiles",
    profile: `/profiles/${demo.profile}`,
    "profile-read-only": `/profiles/${demo.systemProfile}`,
    rules: "/rules",
    ruleset: `/rules/${demo.ruleset}`,
    "ruleset-read-only": `/rules/${demo.systemRuleset}`,
    "ruleset-new": "/rules/new",
    "ruleset-edit": `/rules/${demo.ruleset}/edit`,
    "rule-new": `/rules/${demo.ruleset}/rules/new`,
    "rule-edit": `/rules/${demo.ruleset}/rules/${demo.rule}`,
  };
}

/** Parts, the person's own settings, and where a person may not go. */
export function catalogueAndSettingsPages(demo: Demo): Record<string, string> {
  return {
    cpus: "/cpus",
    "cpus-none-found": "/cpus?q=nothing+is+called+this",
    "cpu-new": "/cpus/new",
    cpu: `/cpus/${demo.cpu}`,
    gpus: "/gpus",
    "gpu-new": "/gpus/new",
    gpu: `/gpus/${demo.gpu}`,
    "settings-account": "/settings/account",
    "settings-security": "/settings/account/security",
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
    "sign-out": "/sign-out",
    goodbye: "/goodbye",
    unauthorized: "/unauthorized",
    "api-docs": "/api/docs",
    "public-collection": demo.collectionLink,
    "public-deal": demo.dealLink,
    "public-dead-link": `/deals/${demo.listing}/no-such-link`,
  };
}

/** Where Clerk's forms lead on to: an address alone does not, without what was typed before. */
export const stepPages = {
  "sign-in-step": "/sign-in/factor-one",
  "sign-up-step": "/sign-up/verify-email-address",
};

/** What says that the plan is full, to somebody who has all that it holds; `deal` and `copied` are links of another's. */
export function fullPages(ownListing: number, deal: string, copied: string): Record<string, string> {
  return {
    "listings-full": "/listings",
    "listing-new-full": "/listings/new",
    "listing-sharing-full": `/listings/${ownListing}?tab=sharing`,
    "collections-full": "/collections",
    "collection-add-full": `/collections/add?listing=${ownListing}`,
    "rules-full": "/rules",
    "ruleset-new-full": "/rules/new",
    "deal-save-full": `${deal}/save`,
    "collection-copy-full": `${copied}/copy`,
  };
}

/** The admin area, as the administrator sees it whose page it is. */
export async function adminPages(page: Page): Promise<Record<string, string>> {
  const me = id(await call(page, "GET", "/api/v1/users/me"));
  return {
    admin: "/admin",
    "admin-people": "/admin/people",
    "admin-person": `/admin/people/${me}`,
    "admin-audit": "/admin/audit",
    "admin-webhooks": "/admin/webhooks",
    "admin-sync": "/admin/sync",
    "admin-ownerless": "/admin/ownerless",
    "admin-system": "/admin/system",
  };
}

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
