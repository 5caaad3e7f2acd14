// Not the test of `support/test`: code that cannot be fetched is an error in the console.
import { expect, test } from "@playwright/test";

import { newcomer, signUp } from "../support/people";

const MODULES = /\/pkg\/(split|chunk)_\w+\.wasm$/;

test.beforeEach(async ({ request }) => {
  const manifest = await request.get("/pkg/__wasm_split_manifest.json");
  test.skip(!manifest.ok(), "built as one module, as by a bare `cargo leptos end-to-end`");
});

test("the dashboard fetches no code of other pages, and another page fetches its own", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    if (MODULES.test(request.url())) fetched.push(request.url());
  });
  await signUp(page, newcomer());
  expect(fetched).toEqual([]);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Valuation rules" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Valuation rules");
  expect(fetched.some((url) => url.endsWith("/split_valuation.wasm"))).toBe(true);
});

test("a page whose code comes by itself has its title at all times", async ({ page }) => {
  await signUp(page, newcomer());
  await page.addInitScript(() => {
    const titles = new Set<string>();
    Object.assign(window, { titles });
    new MutationObserver(() => {
      if (document.head?.querySelector("title")) titles.add(document.title);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto("/rules/new");
  await expect(page.locator(".user-menu .menu__items button").first()).toBeAttached();
  const titles = await page.evaluate(() => [...(window as unknown as { titles: Set<string> }).titles]);
  expect(titles).toEqual(["New ruleset · Deal Brain"]);
});

test("a page whose code is gone is loaded as a document, and its links lead on", async ({ page }) => {
  await signUp(page, newcomer());
  await page.route(MODULES, (route) => route.fulfill({ status: 404 }));
  const navigation = page.getByRole("navigation", { name: "Main" });
  const loaded = page.waitForRequest((request) => request.isNavigationRequest() && request.url().endsWith("/rules"));
  await navigation.getByRole("link", { name: "Valuation rules" }).click();
  await loaded;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Valuation rules");
  await expect(async () => {
    await navigation.getByRole("link", { name: "Dashboard" }).click();
    await page.waitForURL(/\/dashboard$/, { timeout: 2_000 });
  }).toPass();
});
