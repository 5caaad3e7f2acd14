import { asAdministrator, somebodyElse } from "../support/admin";
import { sql, whileRefused } from "../support/database";
import { call } from "../support/demo";
import {
  deliver,
  everyMessageHasArrived,
  makeAtClerk,
  messageOfNewcomer,
  whileMessagesAreHeld,
} from "../support/messages";
import { offer } from "../support/offers";
import { clerkIsReady, newcomer } from "../support/people";
import { expect, test } from "../support/test";

/** The text as a pattern for itself. */
function escaped(text: string): string {
  return text.replaceAll(/[()]/g, "\\$&");
}

test("messages that failed are seen with their reason, and carried out when they are tried again, one or all", async ({
  page,
}) => {
  await asAdministrator(page);
  await whileMessagesAreHeld(async () => {
    const clerkIds = [await makeAtClerk(), await makeAtClerk(), await makeAtClerk()];
    const messages = await Promise.all(clerkIds.map(messageOfNewcomer));
    await whileRefused(clerkIds, async () => {
      for (const message of messages) expect(await deliver(message)).toBe(500);
    });

    await page.goto("/admin/webhooks");
    const failures = page.getByRole("table", { name: "Messages that failed, the newest first" }).getByRole("row");
    const [first, second, third] = messages.map((message) => failures.filter({ hasText: message }));
    for (const failed of [first!, second!, third!]) {
      await expect(failed).toContainText("user.created");
      await expect(failed).toContainText("the disk is full");
    }
    await first!.getByRole("button", { name: "Retry", exact: true }).click();
    await expect(page.getByText("1 carried out", { exact: true })).toBeVisible();
    await expect(first!).toHaveCount(0);
    for (const failed of [second!, third!]) await expect(failed).toHaveCount(1);

    await page.getByRole("button", { name: "Retry all", exact: true }).click();
    await expect(page.getByText("2 carried out", { exact: true })).toBeVisible();
    for (const failed of [second!, third!]) await expect(failed).toHaveCount(0);
    for (const clerkId of clerkIds) {
      const { items } = await call(page, "GET", `/api/v1/admin/users?q=${clerkId}`);
      expect(items).toHaveLength(1);
    }
  });
});

test("how long Clerk's messages take is told by their type", async ({ page }) => {
  await asAdministrator(page);
  const row = page
    .getByRole("table", { name: "Messages by type" })
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: "user.created", exact: true }) });
  const figure = (label: string) => row.locator(`[data-label="${label}"]`);
  await makeAtClerk();
  await everyMessageHasArrived();
  await page.goto("/admin/webhooks");
  const done = Number(await figure("Done").innerText());
  expect(done).toBeGreaterThan(0);
  await clerkIsReady(page);

  // One more, and half an hour on its way.
  const clerkId = await makeAtClerk();
  await everyMessageHasArrived();
  sql(`update webhook_event set happened_at = happened_at - interval '30 minutes'
        where message_id = '${await messageOfNewcomer(clerkId)}'`);
  await page.reload();
  await expect(figure("Done")).toHaveText(String(done + 1));
  await expect(figure("Median lag")).toHaveText(/^\d+(\.\d)? (ms|s|min)$/);
  await expect(figure("Longest lag")).toHaveText(/^3\d min$/);
});

test("whom no message told of is found by a comparison, and its report says so", async ({ page }) => {
  await asAdministrator(page);
  const clerkId = await makeAtClerk({ quietly: true });
  await page.goto(`/admin/people?q=${clerkId}`);
  await expect(page.getByRole("heading", { name: "Nobody is like that" })).toBeVisible();

  await page.goto("/admin/sync");
  await page.getByRole("button", { name: "Compare now" }).click();
  await expect(page.getByText("The comparison has begun", { exact: true })).toBeVisible();
  const found = async () => (await call(page, "GET", `/api/v1/admin/users?q=${clerkId}`))["items"];
  await expect.poll(found).toHaveLength(1);
  await clerkIsReady(page);

  const latest = page.getByRole("table", { name: "Comparisons, the latest first" }).getByRole("row").nth(1);
  await expect(async () => {
    await page.reload();
    await expect(latest).toContainText("Done", { timeout: 1000 });
  }).toPass();
  await expect(latest.locator("[data-label=Made]")).toHaveText(/^[1-9]\d*$/);
  await expect(latest.locator("[data-label=Seen]")).toHaveText(/^[1-9]\d*$/);
});

test("a row of nobody's is given an owner, who finds it among their own", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  const title = `Attic find of ${newcomer().last}`;
  sql(`insert into listing (title) values ('${title}')`);

  await page.goto("/admin/ownerless");
  const row = page.getByRole("checkbox", { name: title, exact: true });
  await row.check();
  await page.getByLabel("New owner").fill("nobody@example.com");
  await page.getByRole("button", { name: "Assign chosen rows" }).click();
  await expect(page.getByText(/^This must name somebody by their number/)).toBeVisible();
  await page.getByLabel("New owner").fill(ben.email);
  await page.getByRole("button", { name: "Assign chosen rows" }).click();
  await expect(page.getByText("1 row has an owner now", { exact: true })).toBeVisible();
  await expect(row).toHaveCount(0);

  await bens.goto("/listings");
  await expect(bens.getByRole("table").getByRole("link", { name: title, exact: true })).toBeVisible();
  await bens.context().close();
});

test("the last thirty days are drawn, and told day by day", async ({ page, browser }) => {
  await asAdministrator(page);
  await page.goto("/admin/system");
  const charts = page.getByRole("region", { name: "The last 30 days" });
  const chart = (title: string) => charts.getByRole("figure").filter({ has: page.getByText(title, { exact: true }) });
  for (const title of ["Sign-ins", "Newcomers", "Refused credentials", "Webhook lag (p95)"]) {
    await expect(chart(title).getByRole("img")).toHaveAttribute("aria-label", new RegExp(`^${escaped(title)}: .*\\d`));
    await expect(chart(title).locator("rect")).toHaveCount(30);
  }
  const told = async (title: string) => Number(await chart(title).locator(".chart__figure").innerText());
  const [signIns, before] = [await told("Sign-ins"), await told("Newcomers")];
  await clerkIsReady(page);

  const { bens } = await somebodyElse(browser);
  await bens.context().close();
  // A session's beginning is written down a moment after the answer.
  await expect(async () => {
    await page.reload();
    expect(await told("Newcomers")).toBe(before + 1);
    expect(await told("Sign-ins")).toBeGreaterThan(signIns);
  }).toPass();
  const newcomers = chart("Newcomers");
  await expect(newcomers.getByRole("img")).toHaveAttribute("aria-label", new RegExp(`: ${before + 1} in all`));
  await newcomers.getByText("Day by day").click();
  const today = newcomers.getByRole("row").last();
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
  await expect(today.getByRole("rowheader")).toHaveText(day);
});

test("the counters tell of somebody new and of what they keep", async ({ page, browser }) => {
  await asAdministrator(page);
  await page.goto("/admin/system");
  const counters = page.getByRole("region", { name: "What there is" });
  const counter = (label: string) =>
    counters.locator(".figure").filter({ has: page.getByText(label, { exact: true }) }).locator("dd");
  await expect(counter("People")).toHaveText(/^\d+$/);
  const [people, offers] = [await counter("People").innerText(), await counter("Offers").innerText()].map(Number);
  await clerkIsReady(page);

  const { bens } = await somebodyElse(browser);
  await offer(bens, "Beelink SER5");
  await bens.context().close();
  await page.reload();
  await expect(counter("People")).toHaveText(String(people! + 1));
  await expect(counter("Offers")).toHaveText(String(offers! + 1));
  await expect(page.getByRole("region", { name: "Health" })).toContainText(/Version \d/);
  const measures = page.getByRole("region", { name: "Whether people get in" });
  for (const measure of ["Sign-ins", "Auth error rate", "Sign-up conversion", "Session length"]) {
    await expect(measures.getByText(measure, { exact: true })).toBeVisible();
  }
});
