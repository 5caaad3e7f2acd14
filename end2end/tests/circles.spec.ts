// Not the test of `support/test`: on the way there are answers that nobody should need.
import { expect, test } from "@playwright/test";

import { withTokensAhead } from "../support/clock";
import { newcomer, signUp } from "../support/people";

test("who is signed in at Clerk and refused here is told so, not sent round for ever", async ({ page, context }) => {
  await signUp(page, newcomer());
  await withTokensAhead(async () => {
    await context.clearCookies({ name: /^__session/ });
    await page.goto("/listings");
    const told = page.getByRole("heading", { name: "Signed in, but not let in" });
    await expect(told).toBeVisible({ timeout: 60_000 });
    const address = page.url();
    await page.waitForLoadState("networkidle");
    expect(page.url()).toBe(address);
    await expect(told).toBeVisible();
  });
});
