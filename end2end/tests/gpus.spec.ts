import { hasNoBarrier } from "../support/barriers";
import { call } from "../support/demo";
import { newcomer, signIn, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("a graphics card is looked up, and says what it counts in a score", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/gpus");
  await page.getByRole("main").getByRole("searchbox").fill("t600");
  await page.getByRole("button", { name: "Show graphics cards" }).click();
  await page.waitForURL(/q=t600/);
  await page.getByRole("link", { name: "NVIDIA T600 LP" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "NVIDIA T600 LP" })).toBeVisible();
  await expect(page.getByText(/It counts [\d,]+ points/)).toBeVisible();
  await expect(page.getByText("No offers with it")).toBeVisible();
  await expect(page.getByText("For administrators")).toHaveCount(0);
  await hasNoBarrier(page);
});

test("the graphics cards are sorted, and the address says so", async ({ page }) => {
  await signUp(page, newcomer());
  const names = `Sorted ${Date.now()}`;
  await call(page, "POST", "/api/v1/gpus", { name: `${names} small`, gpu_mark: 2000 });
  await call(page, "POST", "/api/v1/gpus", { name: `${names} large`, gpu_mark: 8000 });
  await page.goto(`/gpus?q=${encodeURIComponent(names)}`);
  const [head, first] = [page.getByRole("columnheader", { name: "Graphics mark" }), page.getByRole("row").nth(1)];
  await head.getByRole("link").click();
  await page.waitForURL(/sort=mark/);
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(first).toContainText("large");
  await head.getByRole("link").click();
  await page.waitForURL(/dir=asc/);
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(first).toContainText("small");
  await page.reload();
  await expect(first).toContainText("small");
  await hasNoBarrier(page);

  await page.getByRole("main").getByRole("searchbox").fill(`${names} large`);
  await page.getByRole("button", { name: "Show graphics cards" }).click();
  await page.waitForURL(/large&sort=mark&dir=asc/);
  await expect(first).toContainText("large");
});

test("a card that the offer's form does not know is added from there", async ({ page, context }) => {
  await signUp(page, newcomer());
  const name = `Testcard ${Date.now()}`;
  await page.goto("/listings/new");
  await page.getByLabel("Title").fill("Z2 Mini");
  const card = page.getByRole("combobox", { name: "Graphics card" });
  await card.fill(name);
  await page.getByRole("main").getByRole("button", { name: "Add offer" }).click();
  await expect(card).toHaveAccessibleDescription(/is not in the catalogue/);
  const [form] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("link", { name: "Add this card" }).click(),
  ]);
  await expect(form.getByLabel("Name", { exact: true })).toHaveValue(name);
  await form.getByLabel("Graphics mark").fill("5000");
  await form.getByRole("button", { name: "Add graphics card" }).click();
  await form.waitForURL(/\/gpus\/\d+$/);
  await hasNoBarrier(form);
  await form.close();
  await page.getByRole("main").getByRole("button", { name: "Add offer" }).click();
  await page.waitForURL(/\/listings\/\d+$/);
  await expect(page.getByText(name)).toBeVisible();
});

test("an administrator is told when another tab has changed the card first, and takes away what no offer names", async ({ page, context }) => {
  await signIn(page, "admin+clerk_test@example.com", "twelve-quiet-otters");
  await page.goto(`/gpus/new?name=${encodeURIComponent(`Raced ${Date.now()}`)}`);
  await page.getByRole("button", { name: "Add graphics card" }).click();
  await page.waitForURL(/\/gpus\/\d+$/);
  const other = await context.newPage();
  await other.goto(page.url());
  for (const tab of [page, other]) await tab.getByText("Edit this graphics card").click();

  await other.getByLabel("Graphics mark").fill("6000");
  await other.getByRole("button", { name: "Save graphics card" }).click();
  await expect(other.getByRole("definition").filter({ hasText: "6,000" })).toBeVisible();

  await page.getByLabel("Graphics mark").fill("7000");
  await page.getByRole("button", { name: "Save graphics card" }).click();
  await expect(page.getByText("The graphics card was not changed")).toBeVisible();
  await expect(page.getByLabel("Graphics mark")).toHaveValue("7000");
  await page.getByRole("link", { name: "Reload this page" }).click();
  await expect(page.getByRole("definition").filter({ hasText: "6,000" })).toBeVisible();

  await page.getByText("Delete graphics card").click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL("**/gpus");
  await expect(page.getByRole("status").getByText(/^Deleted Raced/)).toBeVisible();
  expect((await other.reload())?.status()).toBe(404);
});
