import { expect, type Locator, type Page } from "@playwright/test";

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

/** Sends the offer to somebody by the form of its own page; gives the row that tells where that stands. */
export async function send(page: Page, listing: number, recipient: string, message = ""): Promise<Locator> {
  await page.goto(`/listings/${listing}?tab=sharing`);
  const people = page.getByRole("region", { name: "To a person" });
  await people.getByLabel("User name or e-mail").fill(recipient);
  await people.getByLabel("Message").fill(message);
  await people.getByRole("button", { name: "Send offer" }).click();
  const row = people.getByRole("listitem").first();
  await expect(row.getByText("Not opened yet", { exact: true })).toBeVisible();
  return row;
}
