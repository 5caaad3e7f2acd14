import { hasNoBarrier } from "../support/barriers";
import { call } from "../support/demo";
import { offer, send } from "../support/offers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("an offer is shared by a link, and saved by somebody who signs up for it", async ({ page, browser }) => {
  await signUp(page, newcomer("Ana"));
  const listing = await offer(page, "Beelink SER5", "309.00");
  const { url } = await call(page, "POST", `/api/v1/listings/${listing}/links`, {});

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(String(url));
  await expect(other).toHaveTitle("Beelink SER5 · Deal Brain");
  await expect(other.getByText("309.00")).toBeVisible();
  await expect(other.getByText("only mine")).toHaveCount(0);
  await hasNoBarrier(other);
  await other.getByRole("link", { name: "Save to my collection" }).click();
  await other.waitForURL(/\/sign-in\?redirect_url=/);
  const wanted = new URL(other.url()).searchParams.get("redirect_url") ?? "";
  await signUp(other, newcomer("Ben"), wanted);
  await expect(other.getByLabel("Into the collection")).toBeVisible();
  await hasNoBarrier(other);
  await other.getByRole("button", { name: "Save offer" }).click();
  await other.waitForURL(/\/collections\/\d+$/);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("My Deals");
  await expect(other.getByRole("row", { name: "Beelink SER5" })).toBeVisible();
  await other.goto(`${String(url)}/save`);
  await expect(other.getByText("You keep this offer already")).toBeVisible();
  await elsewhere.close();
});

test("an offer is sent to a person, waits in their inbox, is saved, and its sender is told", async ({ page, browser }) => {
  await signUp(page, newcomer("Ana"));
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  const ben = newcomer("Ben");
  await signUp(other, ben);
  await other.goto("/inbox");
  await expect(other.getByRole("heading", { name: "Nothing shared with you yet" })).toBeVisible();

  const listing = await offer(page, "Beelink SER5");
  const message = "For your rack?";
  const sent = await send(page, listing, ben.email, message);
  await expect(sent).toContainText(ben.first);
  await expect(sent).toContainText(message);
  // Ready for the next person: nothing is sent to the last one again by a slip.
  const people = page.getByRole("region", { name: "To a person" });
  for (const field of ["User name or e-mail", "Message"]) await expect(people.getByLabel(field)).toHaveValue("");
  await expect(people.getByRole("button", { name: "Send offer" })).toBeFocused();

  await other.reload();
  await expect(other.getByText(message)).toBeVisible();
  await expect(other.getByText("New", { exact: true })).toBeVisible();
  await hasNoBarrier(other);
  await other.getByRole("link", { name: "Open Beelink SER5" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Beelink SER5");
  await hasNoBarrier(other);
  await other.goBack();
  await expect(other.getByText("Seen", { exact: true })).toBeVisible();
  await other.getByRole("button", { name: "Save Beelink SER5" }).click();
  await other.waitForURL(/\/collections\/\d+$/);
  await expect(other.getByRole("row", { name: "Beelink SER5" })).toBeVisible();

  await page.goto("/inbox?tab=notifications");
  await expect(page.getByRole("heading", { name: "Unread (1)" })).toBeVisible();
  await hasNoBarrier(page);
  await page.getByRole("link", { name: /saved the offer you sent/ }).click();
  await page.waitForURL("**/inbox?tab=sent");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await hasNoBarrier(page);
  await page.goto(`/listings/${listing}?tab=sharing`);
  await expect(page.getByRole("region", { name: "To a person" }).getByText("Saved", { exact: true })).toBeVisible();
  await page.goto("/inbox?tab=notifications");
  await expect(page.getByRole("heading", { name: "Earlier" })).toBeVisible();
  await page.getByRole("button", { name: /^Delete/ }).click();
  await expect(page.getByRole("heading", { name: "No notifications yet" })).toBeVisible();
  await elsewhere.close();
});

test("a share that is taken back is gone from the inbox; one that is dismissed too", async ({ page, browser }) => {
  await signUp(page, newcomer("Ana"));
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  const ben = newcomer("Ben");
  await signUp(other, ben);
  for (const title of ["a1", "b2"]) {
    const listing = await offer(page, title);
    await call(page, "POST", "/api/v1/user-shares", { recipient: ben.email, listing_id: listing });
  }
  await page.goto("/inbox?tab=sent");
  await page.getByRole("button", { name: "Take back a1" }).click();
  await expect(page.getByText("Revoked", { exact: true })).toBeVisible();

  // The same on the offer's own page, where it was sent.
  const sent = await send(page, await offer(page, "c3"), ben.email);
  await other.goto("/inbox");
  await expect(other.getByRole("link", { name: "c3", exact: true })).toBeVisible();
  await sent.getByRole("button", { name: /^Take back from / }).click();
  await expect(page.getByRole("status").getByText("Taken back")).toBeVisible();
  await expect(sent).toHaveCount(0);

  await other.reload();
  await expect(other.getByRole("link", { name: "b2", exact: true })).toBeVisible();
  for (const title of ["a1", "c3"]) await expect(other.getByText(title, { exact: true })).toHaveCount(0);
  await other.getByRole("button", { name: "Dismiss b2" }).click();
  await expect(other.getByRole("heading", { name: "Nothing shared with you yet" })).toBeVisible();
  await elsewhere.close();
});
