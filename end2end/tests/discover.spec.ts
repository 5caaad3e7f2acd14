import type { Browser, Page } from "@playwright/test";

import { hasNoBarrier } from "../support/barriers";
import { call } from "../support/demo";
import { collection } from "../support/offers";
import { newcomer, signUp } from "../support/people";
import { administrator, openDiscover, switchDiscover } from "../support/switches";
import { expect, test } from "../support/test";

const titles = (page: Page) => page.getByRole("rowheader").locator(".offer__title");
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const search = (page: Page) => page.getByRole("search", { name: "Search public collections" });
/** The way to the discover page. */
const door = (page: Page) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Discover" });

/** A word that no other collection of this database has in its name. */
const unique = () => `node${Date.now().toString(36)}`;

/** Somebody publishes a collection, and goes; gives its address on the discover page. */
async function published(browser: Browser, name: string, offers: string[]): Promise<string> {
  const bens = await (await browser.newContext()).newPage();
  await signUp(bens, newcomer("Ben"));
  const here = await collection(bens, name, offers);
  await call(bens, "PATCH", `/api/v1${here}`, { visibility: "public" });
  await bens.context().close();
  return here.replace("collections", "discover");
}

test("what somebody publishes is found, looked at and copied by somebody else, while it is switched on", async ({
  page,
  browser,
}) => {
  const bens = await (await browser.newContext()).newPage();
  await signUp(bens, newcomer("Ben"));
  const word = unique();
  await bens.goto(await collection(bens, `Proxmox ${word}`, ["Beelink SER5", "Dell OptiPlex 7060"]));
  await bens.getByRole("radio", { name: "Public" }).check();
  await bens.getByRole("button", { name: "Change visibility" }).click();
  await expect(bens.locator(".page-header").getByText("Public", { exact: true })).toBeVisible();

  const admin = await administrator(browser);
  await switchDiscover(admin, false);
  await signUp(page, newcomer("Ana"));
  await expect(door(page)).toHaveCount(0);
  expect((await page.goto("/discover"))?.status()).toBe(404);
  await expect(heading(page)).toHaveText("There is nothing here");

  await admin.goto("/admin/system");
  const listed = admin.getByRole("switch", { name: "Public collections are listed on the discover page." });
  await expect(listed).toHaveAttribute("aria-checked", "false");
  await listed.click();
  await expect(listed).toHaveAttribute("aria-checked", "true");
  await admin.goto("/admin/audit?kind=switch_changed");
  await expect(admin.getByRole("row", { name: /Switch changed.*PUBLIC_COLLECTIONS/ }).first()).toBeVisible();

  await page.goto("/dashboard");
  await door(page).click();
  await page.waitForURL("**/discover");
  await search(page).getByRole("searchbox").fill(word.toUpperCase());
  await search(page).getByRole("button", { name: "Show collections" }).click();
  await page.waitForURL(/\/discover\?q=/);
  await page.getByRole("link", { name: `Proxmox ${word}` }).click();
  await page.waitForURL(/\/discover\/\d+$/);
  const found = page.url();
  await expect(heading(page)).toHaveText(`Proxmox ${word}`);
  await expect(titles(page)).toHaveText(["Beelink SER5", "Dell OptiPlex 7060"]);

  await page.getByRole("link", { name: "Copy to my collections" }).click();
  await page.waitForURL(/\/copy$/);
  await page.getByRole("button", { name: "Copy collection" }).click();
  await page.waitForURL(/\/collections\/\d+$/);
  await expect(heading(page)).toHaveText(`Copy of Proxmox ${word}`);
  await expect(titles(page)).toHaveText(["Beelink SER5", "Dell OptiPlex 7060"]);

  await switchDiscover(admin, false);
  expect((await page.goto(found))?.status()).toBe(404);
  await admin.context().close();
  await bens.context().close();
});

test("an administrator takes a collection off the page for a reason, and its owner is told", async ({
  page,
  browser,
}) => {
  const admin = await administrator(browser);
  await switchDiscover(admin, true);
  const name = `Noisy ${unique()}`;
  const bens = await (await browser.newContext()).newPage();
  await signUp(bens, newcomer("Ben"));
  const own = await collection(bens, name, ["Beelink SER5"]);
  await call(bens, "PATCH", `/api/v1${own}`, { visibility: "public" });
  const here = own.replace("collections", "discover");
  const moderation = (whose: Page) => whose.getByRole("region", { name: "Moderation" });

  await signUp(page, newcomer("Ana"));
  await page.goto(here);
  await expect(heading(page)).toHaveText(name);
  await expect(moderation(page)).toHaveCount(0);

  await admin.goto(here);
  await moderation(admin).getByText("Take off Discover", { exact: true }).click();
  await moderation(admin).getByRole("button", { name: "Take it off" }).click();
  await expect(moderation(admin).getByText("The reason must not be empty.")).toBeVisible();
  await hasNoBarrier(admin);
  await moderation(admin).getByRole("textbox", { name: "Reason" }).fill("an advertisement");
  await moderation(admin).getByRole("button", { name: "Take it off" }).click();
  await admin.waitForURL("**/discover");
  await expect(admin.getByRole("status").getByText(`${name} is off Discover`)).toBeVisible();
  await expect(admin.getByRole("link", { name })).toHaveCount(0);

  expect((await page.goto(here))?.status()).toBe(404);
  await bens.goto("/inbox?tab=notifications");
  const told = bens.getByRole("listitem").filter({ hasText: "The reason: an advertisement" });
  await told.getByRole("link", { name }).click();
  await bens.waitForURL(`**${own}`);
  await expect(bens.locator(".page-header").getByText("Private", { exact: true })).toBeVisible();
  await expect(titles(bens)).toHaveText(["Beelink SER5"]);
  for (const used of [admin, bens]) await used.context().close();
});

test("before any script has run, a collection is found and copied", async ({ page, browser, context }) => {
  await openDiscover(browser);
  const word = unique();
  await published(browser, `Proxmox ${word}`, ["Beelink SER5"]);

  await signUp(page, newcomer("Ana"));
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const form = await plain.newPage();
  await form.goto("/discover");
  await search(form).getByRole("searchbox").fill(word);
  await search(form).getByRole("button", { name: "Show collections" }).click();
  await form.getByRole("link", { name: `Proxmox ${word}` }).click();
  await form.getByRole("link", { name: "Copy to my collections" }).click();
  await form.getByLabel("Name of the copy").fill("Mine now");
  await form.getByRole("button", { name: "Copy collection" }).click();
  await expect(heading(form)).toHaveText("Mine now");
  await plain.close();
});
