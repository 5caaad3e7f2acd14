import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { hasNoBarrier, hasNoBarrierInEitherTheme } from "../support/barriers";
import { call } from "../support/demo";
import { collection, offer } from "../support/offers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

const titles = (page: Page) => page.getByRole("rowheader").locator(".offer__title");

/** The chip that says what is decided about an offer. */
const chip = (page: Page, title: string, status: string) =>
  page.getByRole("group", { name: `Status of ${title}` }).getByRole("button", { name: status });

test("a collection is made, filled and decided in without the page being loaded anew", async ({ page }) => {
  await signUp(page, newcomer());
  const first = await offer(page, "Dell OptiPlex 7060");
  const second = await offer(page, "Beelink SER5");

  await page.goto("/collections");
  await expect(page.getByRole("heading", { name: "No collections yet" })).toBeVisible();
  await page.getByLabel("Name").fill("Quiet desk PC");
  await page.getByRole("button", { name: "Create collection" }).click();
  await page.waitForURL(/\/collections\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Quiet desk PC");

  await page.goto(`/collections/add?listing=${first},${second}`);
  await page.getByRole("radio", { name: "Quiet desk PC" }).check();
  await page.getByRole("button", { name: "Add to collection" }).click();
  await page.waitForURL(/\/collections\/\d+$/);
  await expect(titles(page)).toHaveText(["Dell OptiPlex 7060", "Beelink SER5"]);

  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  await chip(page, "Beelink SER5", "Shortlisted").click();
  await expect(chip(page, "Beelink SER5", "Shortlisted")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("link", { name: "Shortlisted 1" })).toBeVisible();

  const row = page.getByRole("row", { name: "Beelink SER5" });
  await row.getByText("Add note").click();
  await row.getByLabel("Note").fill("Ask for the adapter");
  await row.getByRole("button", { name: "Keep note" }).click();
  await expect(row.locator(".note__text")).toHaveText("Ask for the adapter");

  await chip(page, "Dell OptiPlex 7060", "Bought").click();
  await page.getByRole("button", { name: "Archive offer" }).click();
  await expect(page.getByRole("row", { name: "Dell OptiPlex 7060" }).getByText("Archived", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);

  await page.reload();
  await expect(chip(page, "Beelink SER5", "Shortlisted")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Ask for the adapter").first()).toBeVisible();
  await page.getByRole("link", { name: "Shortlisted 1" }).click();
  await expect(titles(page)).toHaveText(["Beelink SER5"]);

  await page.getByRole("link", { name: "All 2" }).click();
  await page.getByRole("button", { name: "Remove Dell OptiPlex 7060 from this collection" }).click();
  await expect(page.getByText("Dell OptiPlex 7060 is out. The offer stays in your list.")).toBeVisible();
  await expect(titles(page)).toHaveText(["Beelink SER5"]);
  await page.getByRole("button", { name: "Remove Beelink SER5 from this collection" }).click();
  await expect(page.getByRole("heading", { name: "No offers in here yet" })).toBeVisible();
  expect(await call(page, "GET", "/api/v1/listings?status=any")).toMatchObject({ total: 2 });
});

test("offers are put in order by keyboard: the focus stays and the place is told", async ({ page }) => {
  await signUp(page, newcomer());
  const here = await collection(page, "Proxmox node", ["a1", "b2", "c3"]);
  await page.goto(here);
  await expect(titles(page)).toHaveText(["a1", "b2", "c3"]);

  const up = page.getByRole("button", { name: "Move c3 up" });
  await up.focus();
  const moved = () => page.waitForResponse(/\/fn\/move_item/);
  await Promise.all([moved(), page.keyboard.press("Enter")]);
  await expect(titles(page)).toHaveText(["a1", "c3", "b2"]);
  await expect(up).toBeFocused();
  await expect(page.getByText("c3: place 2 of 3")).toBeAttached();
  await Promise.all([moved(), page.keyboard.press("Enter")]);
  await expect(titles(page)).toHaveText(["c3", "a1", "b2"]);
  await expect(up).toBeDisabled();
  await expect(page.getByRole("button", { name: "Move c3 down" })).toBeFocused();
  await page.reload();
  await expect(titles(page)).toHaveText(["c3", "a1", "b2"]);
});

test("offers are put in order by dragging", async ({ page }) => {
  await signUp(page, newcomer());
  const here = await collection(page, "Proxmox node", ["a1", "b2", "c3"]);
  await page.goto(here);
  const grip = page.getByRole("row", { name: "a1" }).locator(".mover__grip");
  const moved = page.waitForResponse(/\/fn\/move_item/);
  await grip.dragTo(page.getByRole("row", { name: "c3" }));
  await moved;
  await expect(titles(page)).toHaveText(["b2", "c3", "a1"]);
  await page.reload();
  await expect(titles(page)).toHaveText(["b2", "c3", "a1"]);
});

test("a decision that the server refuses goes back, and says so", async ({ page }) => {
  await signUp(page, newcomer());
  const here = await collection(page, "Proxmox node", ["a1"]);
  await page.goto(here);
  await expect(chip(page, "a1", "Undecided")).toHaveAttribute("aria-pressed", "true");
  await call(page, "DELETE", `/api/v1${here}`);
  await chip(page, "a1", "Rejected").click();
  await expect(page.getByText(/a1 is still undecided/)).toBeVisible();
  await expect(chip(page, "a1", "Undecided")).toHaveAttribute("aria-pressed", "true");
});

test("a collection is shared by a link, opened signed out, copied by somebody else, and ended", async ({ page, browser }) => {
  await signUp(page, newcomer("Ana"));
  const here = await collection(page, "Quiet desk PC", ["Beelink SER5", "Dell OptiPlex 7060"]);
  await page.goto(here);
  await expect(page.getByText("A private collection has no links.")).toBeVisible();
  await page.getByLabel("By link").check();
  await page.getByRole("button", { name: "Change visibility" }).click();
  await page.getByLabel("A new link works for").selectOption("7 days");
  await page.getByRole("button", { name: "Make link" }).click();
  const link = await page.getByLabel("Address").inputValue();
  await expect(page.getByText("Works", { exact: true })).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByText("Copied", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  const scripts: string[] = [];
  other.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  await other.goto(link);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Quiet desk PC");
  await expect(titles(other)).toHaveText(["Beelink SER5", "Dell OptiPlex 7060"]);
  expect(scripts).toEqual([]);
  await hasNoBarrier(other);

  // Signing up comes back to where the copy is made.
  await other.getByRole("link", { name: "Copy to my collections" }).click();
  await other.waitForURL(/\/sign-in\?redirect_url=/);
  const wanted = new URL(other.url()).searchParams.get("redirect_url") ?? "";
  await signUp(other, newcomer("Ben"), wanted);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Copy Quiet desk PC");
  await hasNoBarrier(other);
  await other.getByRole("button", { name: "Copy collection" }).click();
  await other.waitForURL(/\/collections\/\d+$/);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Copy of Quiet desk PC");
  await expect(titles(other)).toHaveText(["Beelink SER5", "Dell OptiPlex 7060"]);

  const never = await (await other.request.get("/c/never-was")).text();
  await page.getByRole("button", { name: "End link" }).click();
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();
  const gone = await other.goto(link);
  expect(gone?.status()).toBe(404);
  expect(await gone?.text()).toBe(never);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("This link leads nowhere");
  await hasNoBarrier(other);
  await elsewhere.close();
});

test("a collection is renamed, taken along as a file, and deleted; its offers stay", async ({ page }) => {
  await signUp(page, newcomer());
  const here = await collection(page, "Proxmox node", ["a1"]);
  await page.goto(here);
  await page.getByText("Rename or describe").click();
  await page.getByLabel("Name").fill("Quiet desk PC");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Quiet desk PC");

  for (const format of ["csv", "json"]) {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: `Export ${format.toUpperCase()}` }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
    const text = await readFile(await file.path(), "utf8");
    expect(text).toContain("a1");
    if (format === "json") expect(JSON.parse(text)).toMatchObject({ collection: { name: "Quiet desk PC" } });
  }

  await page.getByText("Delete this collection").click();
  await page.getByRole("button", { name: "Delete collection" }).click();
  await page.waitForURL("**/collections");
  await expect(page.getByRole("heading", { name: "No collections yet" })).toBeVisible();
  expect(await call(page, "GET", "/api/v1/listings")).toMatchObject({ total: 1 });
});

test("before any script has run, the forms make, decide, note, order and remove", async ({ page, browser, context }) => {
  await signUp(page, newcomer());
  const ids = [await offer(page, "a1"), await offer(page, "b2")];
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const form = await plain.newPage();
  await form.goto("/collections");
  await form.getByLabel("Name").fill("Proxmox node");
  await form.getByRole("button", { name: "Create collection" }).click();
  await form.waitForURL(/\/collections\/\d+$/);
  const here = form.url();

  await form.goto(`/collections/add?listing=${ids[0]}&listing=${ids[1]}`);
  await form.getByRole("button", { name: "Add to collection" }).click();
  await form.waitForURL(here);
  await chip(form, "b2", "Shortlisted").click();
  await expect(chip(form, "b2", "Shortlisted")).toHaveAttribute("aria-pressed", "true");
  const row = form.getByRole("row", { name: "b2" });
  await row.getByText("Add note").click();
  await row.getByLabel("Note").fill("two drives");
  await row.getByRole("button", { name: "Keep note" }).click();
  await expect(row.locator(".note__text")).toHaveText("two drives");
  await form.getByRole("button", { name: "Move b2 up" }).click();
  await expect(titles(form)).toHaveText(["b2", "a1"]);
  await form.getByLabel("By link").check();
  await form.getByRole("button", { name: "Change visibility" }).click();
  await form.getByRole("button", { name: "Make link" }).click();
  await expect(form.getByLabel("Address")).toHaveValue(/\/c\/[\w-]{43}$/);
  await form.getByRole("button", { name: "Remove a1" }).click();
  await expect(titles(form)).toHaveText(["b2"]);
  await plain.close();
});

test("what is decided holds no barrier, whatever it is", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto(await collection(page, "Quiet desk PC", ["Beelink SER5", "Dell OptiPlex 7060"]));
  for (const status of ["Shortlisted", "Rejected", "Bought"]) {
    await chip(page, "Beelink SER5", status).click();
    await expect(chip(page, "Beelink SER5", status)).toHaveAttribute("aria-pressed", "true");
    await hasNoBarrierInEitherTheme(page);
  }
  for (const fold of ["Rename or describe", "Delete this collection"]) await page.getByText(fold).click();
  await page.getByText("Add note").first().click();
  await hasNoBarrier(page);
});
