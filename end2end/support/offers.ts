import { expect, type Page } from "@playwright/test";

/** Asks the interface for something, as the page's person. */
export async function ask<T = unknown>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ({ method, path, body }) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
      const text = await response.text();
      return { ok: response.ok, text };
    },
    { method, path, body },
  );
  expect(answer.ok, answer.text).toBe(true);
  return (answer.text ? JSON.parse(answer.text) : undefined) as T;
}

/** Writes down an offer; gives its number. */
export async function offer(page: Page, title: string, price = "199.00"): Promise<number> {
  const made = await ask<{ id: number }>(page, "POST", "/api/v1/listings", {
    title,
    price_usd: price,
    cpu: "Intel Core i5-8500T",
    ram_gb: 16,
    notes: "only mine",
  });
  return made.id;
}

/** A collection with new offers of these titles; gives its address. */
export async function collection(page: Page, name: string, titles: string[]): Promise<string> {
  const made = await ask<{ id: number }>(page, "POST", "/api/v1/collections", { name });
  for (const title of titles) {
    const listing_id = await offer(page, title);
    await ask(page, "POST", `/api/v1/collections/${made.id}/items`, { listing_id });
  }
  return `/collections/${made.id}`;
}
