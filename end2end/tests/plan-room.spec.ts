import { call } from "../support/demo";
import { collection, offer } from "../support/offers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("the last link of a plan takes its form away, and the first that ends brings it back", async ({ page }) => {
  await signUp(page, newcomer());
  const shelf = await collection(page, "Quiet desk PC", []);
  await call(page, "PATCH", `/api/v1${shelf}`, { visibility: "unlisted" });
  const listing = await offer(page, "Beelink SER5");
  for (let made = 0; made < 9; made += 1) await call(page, "POST", `/api/v1/listings/${listing}/links`, {});

  await page.goto(shelf);
  const sharing = page.getByRole("region", { name: "Who may look at it" });
  const make = sharing.getByRole("button", { name: "Make link" });
  await expect(sharing.getByText("9 of your plan's 10 links in use")).toBeVisible();
  await make.click();
  await expect(sharing.getByLabel("Address")).toHaveValue(/\/c\//);
  await expect(sharing.getByText("No room for another link")).toBeVisible();
  await expect(make).toHaveCount(0);

  await sharing.getByRole("button", { name: /^End link/ }).click();
  await expect(make).toBeVisible();
  await expect(sharing.getByText("9 of your plan's 10 links in use")).toBeVisible();
  await expect(sharing.getByText("No room for another link")).toHaveCount(0);
});
