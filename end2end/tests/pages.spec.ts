import { hasNoBarrier } from "../support/barriers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("the landing page needs no script, and none of Clerk's", async ({ page }) => {
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  expect(scripts).toEqual([]);
  await hasNoBarrier(page);
});

test("an address that leads nowhere is told in plain words", async ({ page }) => {
  await signUp(page, newcomer());
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await hasNoBarrier(page);
});
