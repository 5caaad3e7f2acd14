import type { Page } from "@playwright/test";

import { call } from "./demo";

/** Writes down an offer; gives its number. */
export async function offer(page: Page, title: string, price = "199.00"): Promise<number> {
  const listing = { title, price_usd: price, ram_gb: 16, notes: "only mine" };
  return Number((await call(page, "POST", "/api/v1/listings", listing))["id"]);
}

/** A collection with new offers of these titles; gives its address. */
export async function collection(page: Page, name: string, titles: string[]): Promise<string> {
  const { id } = await call(page, "POST", "/api/v1/collections", { name });
  for (const title of titles) {
    const listing_id = await offer(page, title);
    await call(page, "POST", `/api/v1/collections/${id}/items`, { listing_id });
  }
  return `/collections/${id}`;
}
