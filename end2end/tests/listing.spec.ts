import type { Page } from "@playwright/test";

import { hasNoBarrier } from "../support/barriers";
import { clerkIsReady, newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

/** Fills the form of a new offer by hand, the processor by its list of suggestions. */
async function fillOffer(page: Page): Promise<void> {
  await page.goto("/listings/new");
  await page.getByLabel("Title").fill("Beelink SER5 MAX");
  await page.getByLabel("Price").fill("309");
  await page.getByLabel("Condition").selectOption("new");
  const cpu = page.getByRole("combobox", { name: "CPU" });
  await cpu.pressSequentially("5800h");
  await expect(page.getByRole("listbox", { name: "CPU" }).getByRole("option")).toHaveCount(1);
  await cpu.press("ArrowDown");
  await cpu.press("Enter");
  await expect(cpu).toHaveValue(/5800H/);
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await page.getByLabel("RAM", { exact: false }).first().fill("32");
  await page.getByLabel("RAM type").selectOption("ddr4");
  await page.getByLabel("First drive", { exact: false }).first().fill("500");
  await page.getByLabel("Kind of the first drive").selectOption("nvme");
}

async function addOffer(page: Page): Promise<void> {
  await fillOffer(page);
  await page.getByRole("button", { name: "Add offer" }).click();
  await page.waitForURL(/\/listings\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Beelink SER5 MAX");
}

/** Puts the offer of the page into a collection: price drops are told of offers that are still to be decided. */
async function decideAbout(page: Page): Promise<void> {
  const listing = Number(new URL(page.url()).pathname.split("/").pop());
  const status = await page.evaluate(async (listing) => {
    const post = (path: string, body: unknown) =>
      fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const collection = (await (await post("/api/v1/collections", { name: "Proxmox node" })).json()) as { id: number };
    return (await post(`/api/v1/collections/${collection.id}/items`, { listing_id: listing })).status;
  }, listing);
  expect(status).toBe(201);
}

test("an offer is added with a live preview, and its page says why it comes to that", async ({ page }) => {
  await signUp(page, newcomer());
  await fillOffer(page);
  const preview = page.getByRole("complementary", { name: "What it comes to" });
  const adjusted = await preview.locator("[data-figure=adjusted]").innerText();
  const perMark = await preview.locator("[data-figure=per-mark]").innerText();
  const score = await preview.locator("[data-figure=score]").innerText();
  await expect(preview).toContainText("2 rules apply");
  await page.getByLabel("Price").fill("3o9");
  await expect(preview).toContainText("Add a price");
  await page.getByLabel("Price").fill("309");
  await hasNoBarrier(page);

  await page.getByRole("button", { name: "Add offer" }).click();
  await page.waitForURL(/\/listings\/\d+$/);
  const toast = page.locator(".toast");
  await expect(toast).toContainText(perMark);
  // At once: a toast goes by itself.
  await toast.getByRole("link", { name: "Why this number" }).click();
  await page.waitForURL(/tab=valuation/);
  // What the server has come to is what the browser has shown.
  const figures = page.locator(".figures");
  await expect(figures).toContainText(adjusted.replace(/[^\d.,]/g, ""));
  await expect(figures).toContainText(perMark);
  await expect(figures).toContainText(score);
  const ledger = page.locator(".ledger");
  await expect(ledger).toContainText("RAM");
  await expect(ledger).toContainText("−80.00");
  await expect(ledger).toContainText("NVMe drive");
  await expect(ledger).toContainText("−25.00");
  await expect(ledger).toContainText("Barebones baseline");
  await page.getByText("What had no part in it").click();
  await expect(page.getByText("SATA SSD", { exact: true })).toBeVisible();
  await hasNoBarrier(page);

  await page.getByLabel("Barebones baseline").check();
  await page.getByRole("button", { name: "Value anew" }).click();
  await expect(page.getByText("No rule holds for this offer.")).toBeVisible();
  await expect(figures).toContainText("309.00");
});

test("what is wrong is told beside its field, and what was typed stays", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings/new");
  // Suggestions need the script; it has arrived when clerk-js has.
  await clerkIsReady(page);
  await page.getByLabel("Title").fill("HP Z2 Mini");
  await page.getByLabel("Price").fill("cheap");
  const cpu = page.getByRole("combobox", { name: "CPU" });
  await cpu.fill("No such CPU");
  await expect(page.getByRole("link", { name: "Add this CPU" })).toBeVisible();
  await page.getByRole("button", { name: "Add offer" }).click();
  const price = page.getByLabel("Price");
  await expect(price).toHaveAttribute("aria-invalid", "true");
  await expect(price).toHaveAccessibleDescription(/must be an amount like 199.00/);
  await expect(cpu).toHaveAccessibleDescription(/is not in the catalogue/);
  await expect(page.getByLabel("Title")).toHaveValue("HP Z2 Mini");
  await expect(cpu).toHaveValue("No such CPU");
});

test("an edit that comes too late overwrites nothing, tells the difference and can be repeated", async ({
  page,
  context,
}) => {
  await signUp(page, newcomer());
  await addOffer(page);
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.waitForURL("**/edit");
  await page.getByLabel("Seller").fill("Here");

  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel("Seller").fill("Elsewhere");
  await other.getByRole("button", { name: "Save changes" }).click();
  await other.waitForURL(/\/listings\/\d+$/);
  await other.close();

  await page.getByRole("button", { name: "Save changes" }).click();
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("This offer was changed in the meantime");
  await expect(notice).toContainText("“Elsewhere” now; you typed “Here”");
  await expect(page.getByLabel("Seller")).toHaveValue("Here");
  await hasNoBarrier(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.waitForURL(/\/listings\/\d+$/);
  await expect(page.getByText("Here", { exact: true })).toBeVisible();
});

test("a price is noted, a drop is seen and told, and notes and links are kept", async ({ page }) => {
  await signUp(page, newcomer());
  await addOffer(page);
  await decideAbout(page);
  await page.getByLabel("Price now").fill("279");
  await page.getByRole("button", { name: "Note the price" }).click();
  const prices = page.getByRole("table", { name: "Prices, newest first" });
  await expect(prices).toContainText("279.00");
  await expect(prices).toContainText("−30.00 (drop)");
  await expect(page.getByRole("img", { name: /From .*309.* to .*279/ })).toBeVisible();
  await expect(page.locator(".figures")).toContainText("279.00");
  const offer = page.url();
  await page.goto("/inbox?tab=notifications");
  await page.getByRole("link", { name: /Cheaper now: Beelink SER5 MAX/ }).click();
  await page.waitForURL(offer);

  await page.getByRole("link", { name: "Notes" }).click();
  await page.getByLabel("Notes").fill("ask about the fan");
  await page.getByRole("button", { name: "Save notes" }).click();
  await expect(page.getByText("Offer changed")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Notes")).toHaveValue("ask about the fan");

  await page.getByRole("link", { name: "Sharing" }).click();
  await page.getByLabel("Works for").selectOption("30");
  await page.getByRole("button", { name: "Make a link" }).click();
  await expect(page.getByLabel("Link", { exact: true })).toHaveValue(/\/deals\/\d+\/[\w-]{43}$/);
  await expect(page.getByText("not looked at yet")).toBeVisible();
  await hasNoBarrier(page);
  await page.reload();
  await expect(page.getByLabel("Link", { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: /End link/ }).click();
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();

  await page.getByLabel("User name or e-mail").fill("nobody@example.com");
  await page.getByRole("button", { name: "Send offer" }).click();
  await expect(page.getByText("The person is not known here.")).toBeVisible();
  await expect(page.getByLabel("User name or e-mail")).toHaveValue("nobody@example.com");
});

test("an offer is archived, brought back, and deleted after a second question", async ({ page }) => {
  await signUp(page, newcomer());
  await addOffer(page);
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("Archived", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByRole("button", { name: "Archive" })).toBeVisible();
  const address = page.url();
  await page.getByRole("link", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL("**/listings");
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
});

test.describe("before any script has run", () => {
  test("the form adds an offer, keeps what was typed, and edits", async ({ page, browser, context }) => {
    await signUp(page, newcomer());
    const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
    const form = await plain.newPage();
    await form.goto("/listings/new");
    await form.getByLabel("Title").fill("GMKtec G5");
    await form.getByLabel("Price").fill("much");
    await form.getByLabel("CPU").fill("Intel N97");
    await form.getByLabel("2.5 GbE network").check();
    await form.getByRole("button", { name: "Add offer" }).click();
    await expect(form.getByText("must be an amount like 199.00")).toBeVisible();
    await expect(form.getByLabel("Title")).toHaveValue("GMKtec G5");
    await expect(form.getByLabel("Price")).toHaveValue("much");
    await expect(form.getByLabel("2.5 GbE network")).toBeChecked();
    await form.getByLabel("Price").fill("149");
    await form.getByRole("button", { name: "Add offer" }).click();
    await form.waitForURL(/\/listings\/\d+\?added=1$/);
    await expect(form.getByText(/Added GMKtec G5: adjusted price/)).toBeVisible();
    await form.getByRole("link", { name: "Why this number" }).click();
    await expect(form.getByRole("heading", { name: "Why this number" })).toBeVisible();

    await form.getByRole("link", { name: "Edit", exact: true }).click();
    await form.getByLabel("Price").fill("139");
    await form.getByRole("button", { name: "Save changes" }).click();
    await form.waitForURL(/\/listings\/\d+$/);
    await expect(form.getByRole("table", { name: "Prices, newest first" })).toContainText("139.00");
    await form.getByRole("link", { name: "Sharing" }).click();
    await form.getByRole("button", { name: "Make a link" }).click();
    await expect(form.getByLabel("Link", { exact: true })).toHaveValue(/\/deals\/\d+\//);
    await plain.close();
  });
});
