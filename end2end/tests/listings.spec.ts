import type { Page } from "@playwright/test";

import { sql } from "../support/database";
import { call } from "../support/demo";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("an offer is added and stands in the server's HTML", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings");
  await page.getByLabel("Title").fill("Lenovo ThinkCentre M75q");
  await page.getByLabel("Price").fill("249");
  await page.getByRole("button", { name: "Add offer" }).click();
  await expect(page.getByRole("table")).toContainText("Lenovo ThinkCentre M75q");
  await expect(page.getByRole("table")).toContainText("249.00");

  for (const path of ["/listings", "/dashboard"]) {
    const html = await (await page.request.get(path, { headers: { "sec-fetch-dest": "document" } })).text();
    expect(html).toContain("Lenovo ThinkCentre M75q");
  }
});

test("a wrong price is told beside its field, and what was typed stays", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings");
  await page.getByLabel("Title").fill("HP Z2 Mini");
  await page.getByLabel("Price").fill("cheap");
  await page.getByRole("button", { name: "Add offer" }).click();
  await expect(page.getByText("must be an amount like 199.00")).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("HP Z2 Mini");
  await expect(page.getByLabel("Price")).toHaveAttribute("aria-invalid", "true");
});

test("what one person keeps, another never sees, in page and interface", async ({ page, browser }) => {
  await signUp(page, newcomer("Ana"));
  await page.goto("/listings");
  await page.getByLabel("Title").fill("Ana's secret find");
  await page.getByRole("button", { name: "Add offer" }).click();
  await expect(page.getByRole("table")).toContainText("Ana's secret find");

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signUp(other, newcomer("Ben"));
  for (const path of ["/dashboard", "/listings"]) {
    await other.goto(path);
    await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(other.getByText("secret find")).toHaveCount(0);
  }
  const answer = await other.evaluate(async () => (await fetch("/api/v1/listings")).json());
  expect(answer).toMatchObject({ items: [], total: 0 });
  await elsewhere.close();
});

/** Loads the sample offers from the empty list. */
async function withSamples(page: Page): Promise<void> {
  await signUp(page, newcomer());
  await page.goto("/listings");
  await page.getByRole("button", { name: "Load 28 sample offers" }).click();
  await expect(page.getByText("28 offers.")).toBeVisible();
}

const titles = (page: Page) => page.locator("tbody .offer__title");

test("a column sorts by its head, which says so, and the address keeps it", async ({ page }) => {
  await withSamples(page);
  await page.getByRole("link", { name: "$/multi" }).click();
  await page.waitForURL(/sort=usd_per_multi&dir=asc/);
  await expect(titles(page).first()).toHaveText("Beelink SER5 MAX (5800H)");
  const head = page.getByRole("columnheader", { name: "$/multi" });
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await head.getByRole("link").click();
  await page.waitForURL(/sort=usd_per_multi&dir=desc/);
  await expect(titles(page).first()).toHaveText("HP Pro Mini 400 G9");
  await page.reload();
  await expect(titles(page).first()).toHaveText("HP Pro Mini 400 G9");
});

test("filters narrow the list, the address keeps them, and one link clears them", async ({ page }) => {
  await withSamples(page);
  await page.getByRole("searchbox", { name: "Search" }).last().fill("optiplex");
  await page.getByLabel("Rating").selectOption("excellent");
  await page.getByRole("button", { name: "Show offers" }).click();
  await page.waitForURL(/q=optiplex/);
  await expect(titles(page).first()).toContainText("OptiPlex");
  const found = await titles(page).count();
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(28);

  await page.goto("/listings?q=nothing+like+it");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).first().click();
  await expect(page.getByText("28 offers.")).toBeVisible();
});

test("ticked offers are compared, and archived, and come back", async ({ page }) => {
  await withSamples(page);
  const ticks = page.getByRole("checkbox");
  const names = [await titles(page).nth(0).textContent(), await titles(page).nth(1).textContent()];
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText("must be two to four to be compared")).toBeVisible();
  await ticks.nth(0).check();
  await ticks.nth(1).check();
  await page.getByRole("button", { name: "Compare" }).click();
  await page.waitForURL(/\/compare\?ids=\d+,\d+/);
  for (const name of names) await expect(page.getByRole("columnheader", { name: name ?? "" })).toBeVisible();
  await expect(page.getByRole("cell", { name: /^best / }).first()).toBeVisible();

  // Others are picked right there.
  await page.getByRole("link", { name: "Pick other offers" }).click();
  await page.getByRole("main").getByRole("searchbox").fill("thinkcentre");
  await page.getByRole("button", { name: "Show offers" }).click();
  await page.waitForURL(/\/compare\?q=thinkcentre/);
  const picked = page.getByRole("group", { name: "Tick two to four" });
  await expect(picked.getByRole("checkbox", { name: /OptiPlex/ })).toHaveCount(0);
  const others = ["Lenovo ThinkCentre M75q Gen 2 (5650GE)", "Lenovo ThinkCentre M70q Gen 3"];
  for (const name of others) await picked.getByRole("checkbox", { name }).check();
  await page.getByRole("button", { name: "Compare" }).click();
  await page.waitForURL(/\/compare\?ids=\d+&ids=\d+/);
  for (const name of others) await expect(page.getByRole("columnheader", { name })).toBeVisible();

  await page.goto("/listings");
  await ticks.nth(0).check();
  await ticks.nth(1).check();
  await page.getByRole("group", { name: "With the ticked offers" }).getByRole("button", { name: "Add to collection" }).click();
  await page.waitForURL(/\/collections\/add\?listing=\d+(,|%2C)\d+$/);
  for (const name of names) await expect(page.getByRole("listitem").getByText(name ?? "", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Add to collection" }).click();
  await page.waitForURL(/\/collections\/\d+$/);
  await expect(page.getByRole("rowheader").locator(".offer__title")).toHaveText(names.map(String));

  await page.goto("/listings");
  await ticks.nth(0).check();
  await page.getByRole("button", { name: "Archive", exact: true }).first().click();
  await expect(page.getByText("1 offer archived.")).toBeVisible();
  await expect(page.getByText("27 offers.")).toBeVisible();
  await page.goto("/listings?status=archived");
  await ticks.nth(0).check();
  await page.getByRole("button", { name: "Restore" }).first().click();
  await expect(page.getByText("Nothing matches")).toBeVisible();
});

test("a row's menu updates a price in place, by keyboard too, and leads to all else there is to do", async ({ page }) => {
  await withSamples(page);
  await page.goto("/listings?sort=usd_per_multi&dir=asc");
  const more = page.getByRole("button", { name: "More for Beelink SER5 MAX (5800H)" });
  await more.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Update price" }).click();
  const price = page.getByLabel(/New price of Beelink SER5 MAX/);
  await expect(price).toBeFocused();
  await price.fill("cheap");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The price must be an amount like 199.00.")).toBeVisible();
  await price.fill("299");
  await page.keyboard.press("Enter");
  await expect(page.getByText("299.00 USD noted")).toBeVisible();
  await expect(page.getByRole("row", { name: /SER5 MAX/ })).toContainText("299.00");
  await expect(price).toHaveCount(0);

  const choose = async (role: "link" | "button", name: string) => {
    await more.click();
    await page.locator(".row-menu:popover-open").getByRole(role, { name, exact: true }).click();
  };
  await choose("link", "Share");
  await page.waitForURL(/\/listings\/\d+\?tab=sharing$/);
  await expect(page.getByRole("button", { name: "Make a link" })).toBeVisible();
  await page.goBack();
  await choose("link", "Add to collection");
  await page.waitForURL(/\/collections\/add\?listing=\d+$/);
  await expect(page.getByRole("listitem").getByText("Beelink SER5 MAX (5800H)", { exact: true })).toBeVisible();
  await page.goBack();
  await choose("button", "Archive");
  await expect(page.getByText("1 offer archived.")).toBeVisible();
  await expect(page.getByText("27 offers.")).toBeVisible();
  await expect(more).toHaveCount(0);
  await page.goto("/listings?status=archived");
  await choose("button", "Restore");
  await expect(page.getByText("1 offer restored.")).toBeVisible();
  await expect(page.getByText("Nothing matches")).toBeVisible();
});

test("an offer of the shared library is read and copied, once", async ({ page }) => {
  await signUp(page, newcomer());
  const title = `Attic find of ${newcomer().last}`;
  sql(`insert into listing (title, price_usd) values ('${title}', 80)`);
  try {
    await page.goto("/listings");
    await page.getByRole("link", { name: "Shared library" }).click();
    await page.waitForURL(/library=shared/);
    const copy = async () => {
      await page.getByRole("button", { name: `More for ${title}` }).click();
      await page.locator(".row-menu:popover-open").getByRole("button", { name: "Copy to mine" }).click();
    };
    await copy();
    await expect(page.getByText(`${title} is one of your offers now.`)).toBeVisible();
    await copy();
    await expect(page.getByText("You have a copy of this offer already.")).toBeVisible();
    await page.goto("/listings");
    await expect(titles(page)).toHaveText([title]);
    await page.getByRole("link", { name: title }).click();
    await expect(page.locator(".figures")).toContainText("80.00");
    expect(await call(page, "GET", "/api/v1/listings")).toMatchObject({ total: 1 });
  } finally {
    sql(`delete from listing where title = '${title}' and user_id is null`);
  }
});

test("a file is shown before it is imported, and its wrong rows are told", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings/import");
  await page.getByLabel("File", { exact: true }).setInputFiles({
    name: "offers.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("title,price_usd,cpu\nFrom a file,80,Intel N100\nWrong,cheap,\n"),
  });
  await expect(page.getByLabel("Its text")).toHaveValue(/From a file/);
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await expect(page.getByText("1 offer would be added; 1 row is wrong")).toBeVisible();
  await expect(page.getByRole("row", { name: /must be an amount/ })).toContainText("3");
  await page.getByRole("button", { name: "Choose another file" }).click();
  await expect(page.getByRole("heading", { name: "What would happen" })).toHaveCount(0);
  await page.reload();
  await page.getByLabel("Its text").fill("title,price_usd,cpu\nFrom a file,80,Intel N100\n");
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await expect(page.getByText("1 offer would be added; every row is right")).toBeVisible();
  await page.getByRole("button", { name: "Import 1 offer" }).click();
  await expect(page.getByText("1 offer was added")).toBeVisible();
  await page.getByRole("link", { name: "See your offers" }).click();
  await expect(titles(page)).toHaveText(["From a file"]);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe("offers.csv");
});

test.describe("before any script has run", () => {
  test("the form adds an offer", async ({ page, browser, context }) => {
    await signUp(page, newcomer());
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await context.storageState(),
    });
    const form = await plain.newPage();
    await form.goto("/listings");
    await form.getByLabel("Title").fill("GMKtec G5");
    await form.getByRole("button", { name: "Add offer" }).click();
    await form.waitForURL("**/listings");
    await expect(form.getByRole("table")).toContainText("GMKtec G5");
    await plain.close();
  });

  test("lists are sorted, narrowed, ticked and imported", async ({ page, browser, context }) => {
    await withSamples(page);
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await context.storageState(),
    });
    const bare = await plain.newPage();
    await bare.goto("/listings");
    await bare.getByRole("link", { name: "$/multi" }).click();
    await expect(titles(bare).first()).toHaveText("Beelink SER5 MAX (5800H)");
    await bare.getByLabel("CPU maker").selectOption("Apple");
    await bare.getByRole("button", { name: "Show offers" }).click();
    await expect(titles(bare)).toHaveText(["Apple Mac mini M2"]);

    await bare.goto("/listings");
    await bare.getByRole("checkbox").nth(0).check();
    await bare.getByRole("checkbox").nth(1).check();
    await bare.getByRole("button", { name: "Compare" }).click();
    await bare.waitForURL(/\/compare\?ids=/);
    await expect(bare.getByText("best").first()).toBeVisible();

    await bare.goto("/listings/import");
    await bare.getByLabel("Its text").fill("title\nTyped in\n");
    await bare.getByRole("button", { name: "Show what would happen" }).click();
    await expect(bare.getByText("1 offer would be added")).toBeVisible();
    await bare.getByRole("button", { name: "Import 1 offer" }).click();
    await expect(bare.getByText("1 offer was added")).toBeVisible();
    await plain.close();
  });
});
