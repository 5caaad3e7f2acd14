import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

test("an offer is added and stands in the server's HTML", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings");
  await page.getByLabel("Title").fill("Lenovo ThinkCentre M75q");
  await page.getByLabel("Price").fill("249");
  await page.getByRole("button", { name: "Add offer" }).click();
  await expect(page.getByRole("table")).toContainText("Lenovo ThinkCentre M75q");
  await expect(page.getByRole("table")).toContainText("249.00");

  for (const path of ["/listings", "/dashboard"]) {
    const html = await (await page.request.get(path, { headers: { "sec-fetch-dest": "document" } })).text();
    expect(html).toContain("Lenovo ThinkCentre M75q");
  }
});

test("a wrong price is told beside its field, and what was typed stays", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings");
  await page.getByLabel("Title").fill("HP Z2 Mini");
  await page.getByLabel("Price").fill("cheap");
  await page.getByRole("button", { name: "Add offer" }).click();
  await expect(page.getByText("must be an amount like 199.00")).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("HP Z2 Mini");
  await expect(page.getByLabel("Price")).toHaveAttribute("aria-invalid", "true");
});

test("what one person keeps, another never sees, in page and interface", async ({ page, browser }) => {
  await signUp(page, newcomer("Ana"));
  await page.goto("/listings");
  await page.getByLabel("Title").fill("Ana's secret find");
  await page.getByRole("button", { name: "Add offer" }).click();
  await expect(page.getByRole("table")).toContainText("Ana's secret find");

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signUp(other, newcomer("Ben"));
  for (const path of ["/dashboard", "/listings"]) {
    await other.goto(path);
    await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(other.getByText("secret find")).toHaveCount(0);
  }
  const answer = await other.evaluate(async () => (await fetch("/api/v1/listings")).json());
  expect(answer).toMatchObject({ items: [], total: 0 });
  await elsewhere.close();
});

test.describe("before any script has run", () => {
  test("the form adds an offer", async ({ page, browser, context }) => {
    await signUp(page, newcomer());
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await context.storageState(),
    });
    const form = await plain.newPage();
    await form.goto("/listings");
    await form.getByLabel("Title").fill("GMKtec G5");
    await form.getByRole("button", { name: "Add offer" }).click();
    await form.waitForURL("**/listings");
    await expect(form.getByRole("table")).toContainText("GMKtec G5");
    await plain.close();
  });
});
