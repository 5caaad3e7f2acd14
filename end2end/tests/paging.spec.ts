import type { Browser, Locator, Page } from "@playwright/test";

import { sql } from "../support/database";
import { call } from "../support/demo";
import { offer } from "../support/offers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

/** `a01`, `a02` and so on. */
const names = (count: number, prefix = "a"): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(3, "0")}`);

/** Goes on to the second page of a list and back, and loads each anew: none of that changes what is on it. */
async function turns(page: Page, entries: Locator, all: string[], size: number): Promise<void> {
  const [first, second] = [all.slice(0, size), all.slice(size)];
  const pages = page.getByRole("navigation", { name: /^Pages/ });
  const next = pages.getByRole("link", { name: "Next page" });
  await expect(entries).toHaveText(first);
  await expect(pages.getByRole("link", { name: "First page" })).toHaveCount(0);
  await next.click();
  await expect(entries).toHaveText(second);
  await expect(next).toHaveCount(0);
  await page.reload();
  await expect(entries).toHaveText(second);
  await pages.getByRole("link", { name: "First page" }).click();
  await expect(entries).toHaveText(first);
  await page.goBack();
  await expect(entries).toHaveText(second);
}

async function idOf(page: Page): Promise<number> {
  return Number((await call(page, "GET", "/api/v1/users/me"))["id"]);
}

/** Somebody else, who stays for a while. */
async function ben(browser: Browser): Promise<Page> {
  const bens = await (await browser.newContext()).newPage();
  await signUp(bens, newcomer("Ben"));
  return bens;
}

test("offers are shown a page at a time in the order that was asked for, whatever comes in before it meanwhile", async ({ page }) => {
  await signUp(page, newcomer());
  const all = names(53);
  for (const title of all) await offer(page, title);
  await page.goto("/listings");
  await expect(page.getByText("53 offers.")).toBeVisible();
  const head = page.getByRole("columnheader", { name: "Offer", exact: true });
  await head.getByRole("link").click();
  await page.waitForURL(/sort=title&dir=asc/);
  const titles = page.locator("tbody .offer__title");
  await turns(page, titles, all, 50);
  await offer(page, "a000");
  await page.reload();
  await expect(titles).toHaveText(all.slice(50));
  await expect(head).toHaveAttribute("aria-sort", "ascending");
});

test("what was received, sent and told is shown a page at a time, the newest first", async ({ page, browser }) => {
  await signUp(page, newcomer("Ana"));
  const bens = await ben(browser);
  const [to, from] = [await idOf(page), await idOf(bens)];
  const listing = await offer(bens, "Beelink SER5");
  const all = names(53);
  // Nobody sends so many within an hour; the trigger that says so is held off. All were opened: what is new would stand
  // first on its page.
  sql(`set session_replication_role = replica;
       insert into user_share (sender_id, recipient_id, listing_id, message, shared_at, viewed_at)
         select ${from}, ${to}, ${listing}, 'a' || lpad(n::text, 3, '0'), now() - n * interval '1 minute', now()
           from generate_series(53, 1, -1) n;
       insert into notification (user_id, type, title, read_at, created_at)
         select ${to}, 'system', 'a' || lpad(n::text, 3, '0'), now(), now() - n * interval '1 minute'
           from generate_series(53, 1, -1) n;`);

  await page.goto("/inbox");
  await turns(page, page.locator(".letter__words"), all, 50);
  await page.getByRole("navigation", { name: "Inbox" }).getByRole("link", { name: "Notifications" }).click();
  await turns(page, page.locator(".letter--news .letter__title"), all, 50);
  await bens.goto("/inbox?tab=sent");
  await turns(bens, bens.locator(".letter__words"), all, 50);
  await bens.context().close();
});

test("collections, and the offers of one, are shown a page at a time", async ({ page }) => {
  await signUp(page, newcomer());
  const me = await idOf(page);
  sql(`insert into collection (user_id, name, created_at)
         select ${me}, 'a' || lpad(n::text, 3, '0'), now() - n * interval '1 minute' from generate_series(1, 53) n;
       with made as (
         insert into listing (user_id, title) select ${me}, 'b' || lpad(n::text, 3, '0') from generate_series(1, 103) n
         returning id, title
       )
       insert into collection_item (collection_id, listing_id, position)
         select c.id, m.id, substr(m.title, 2)::int from made m, collection c where c.user_id = ${me} and c.name = 'a001';`);
  await page.goto("/collections");
  await turns(page, page.locator(".shelf__name"), names(53), 50);
  await page.getByRole("navigation", { name: "Pages of collections" }).getByRole("link", { name: "First page" }).click();
  await page.getByRole("link", { name: "a001", exact: true }).click();
  await turns(page, page.getByRole("rowheader").locator(".offer__title"), names(103, "b"), 100);
});

test("the parts of the catalogue are shown a page at a time, within what was searched and as it was sorted", async ({ page }) => {
  await signUp(page, newcomer());
  const word = `paged${Date.now().toString(36)}`;
  const marks = { cpu: "mark_multi", gpu: "gpu_mark" };
  try {
    for (const [table, mark] of Object.entries(marks)) {
      sql(`insert into ${table} (name, ${mark})
             select '${word} ' || lpad(n::text, 3, '0'), 9000 - n from generate_series(1, 53) n;`);
    }
    for (const [path, submit, head] of [
      ["cpus", "Show CPUs", "Multi-core mark"],
      ["gpus", "Show graphics cards", "Graphics mark"],
    ] as const) {
      await page.goto(`/${path}`);
      await page.getByRole("main").getByRole("searchbox").fill(word);
      await page.getByRole("button", { name: submit }).click();
      await page.waitForURL(new RegExp(`q=${word}`));
      await page.getByRole("columnheader", { name: head }).getByRole("link").click();
      await page.waitForURL(/sort=m/);
      const rows = page.getByRole("main").getByRole("link", { name: new RegExp(`^${word}`) });
      await turns(page, rows, names(53, `${word} `), 50);
      await expect(page.getByRole("columnheader", { name: head })).toHaveAttribute("aria-sort", "descending");
    }
  } finally {
    for (const table of Object.keys(marks)) sql(`delete from ${table} where name like '${word} %'`);
  }
});
