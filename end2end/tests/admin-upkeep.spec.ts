import { asAdministrator, somebodyElse } from "../support/admin";
import { sql, whileRefused } from "../support/database";
import { call } from "../support/demo";
import { deliver, makeAtClerk, messageOfNewcomer, whileMessagesAreHeld } from "../support/messages";
import { offer } from "../support/offers";
import { clerkIsReady, newcomer } from "../support/people";
import { expect, test } from "../support/test";

test("a message that failed is seen with its reason, and carried out when it is tried again", async ({ page }) => {
  await asAdministrator(page);
  await whileMessagesAreHeld(async () => {
    const clerkId = await makeAtClerk();
    const message = await messageOfNewcomer(clerkId);
    await whileRefused(clerkId, async () => expect(await deliver(message)).toBe(500));

    await page.goto("/admin/webhooks");
    const failed = page
      .getByRole("table", { name: "Messages that failed, the newest first" })
      .getByRole("row")
      .filter({ hasText: message });
    await expect(failed).toContainText("user.created");
    await expect(failed).toContainText("the disk is full");
    await failed.getByRole("button", { name: "Retry", exact: true }).click();
    await expect(page.getByText("1 carried out", { exact: true })).toBeVisible();
    await expect(failed).toHaveCount(0);

    await page.goto(`/admin/people?q=${clerkId}`);
    await expect(page.getByRole("table", { name: "People" }).getByRole("rowheader")).toHaveCount(1);
  });
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
