import { newcomer, signIn, signUp } from "../support/people";
import { samples } from "../support/rules";
import { expect, test } from "../support/test";

test("the catalogue is searched, narrowed and sorted, and its address says so", async ({ page }) => {
  await signUp(page, newcomer());
  await samples(page);
  await page.goto("/cpus");
  await page.getByLabel("Maker").selectOption("AMD");
  await page.getByRole("button", { name: "Show CPUs" }).click();
  await page.waitForURL(/maker=AMD/);
  await expect(page.getByRole("link", { name: "Intel Core i5-8500T" })).toHaveCount(0);
  await page.getByRole("columnheader", { name: "Multi-core mark" }).getByRole("link").click();
  await page.waitForURL(/sort=multi/);
  await expect(page.getByRole("columnheader", { name: "Multi-core mark" })).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("row").nth(1)).toContainText("Ryzen 9 7940HS");
  await page.reload();
  await expect(page.getByRole("row").nth(1)).toContainText("Ryzen 9 7940HS");

  await page.getByRole("link", { name: /Ryzen 5 PRO 5650GE/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /5650GE/ })).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(3);
  await expect(page.getByText("By your 2 offers with it; confidence low.")).toBeVisible();
  await expect(page.getByText("For administrators")).toHaveCount(0);
});

test("anybody adds a CPU, with the name that a link brings along, and without a script", async ({ page, browser, context }) => {
  await signUp(page, newcomer());
  const name = `Testchip ${Date.now()}`;
  await page.goto(`/cpus/new?name=${encodeURIComponent(name)}`);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name);
  await page.getByLabel("Cores").fill("none");
  await page.getByRole("button", { name: "Add CPU" }).click();
  await expect(page.getByText("The number of cores must be a whole number")).toBeVisible();
  await page.getByLabel("Cores").fill("8");
  await page.getByRole("button", { name: "Add CPU" }).click();
  await page.waitForURL(/\/cpus\/\d+$/);
  await expect(page.getByText("Added by a person")).toBeVisible();

  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const form = await plain.newPage();
  await form.goto("/cpus/new");
  await form.getByLabel("Name", { exact: true }).fill(name);
  await form.getByLabel("TDP").fill("15");
  await form.getByRole("button", { name: "Add CPU" }).click();
  await expect(form.getByText("is in the catalogue already")).toBeVisible();
  await expect(form.getByLabel("TDP")).toHaveValue("15");
  await form.getByLabel("Name", { exact: true }).fill(`${name} II`);
  await form.getByRole("button", { name: "Add CPU" }).click();
  await form.waitForURL(/\/cpus\/\d+$/);
  await plain.close();
});

test("administrators change a CPU, and take away only what no offer names", async ({ page, browser }) => {
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signUp(other, newcomer());
  await samples(other);
  await elsewhere.close();

  await signIn(page, "admin+clerk_test@example.com", "twelve-quiet-otters");
  await page.goto("/cpus?q=N100");
  await page.getByRole("link", { name: "Intel N100" }).click();
  await page.getByText("Edit this CPU").click();
  await page.getByLabel("Maker").fill("Intel");
  await page.getByRole("button", { name: "Save CPU" }).click();
  await expect(page.getByText("Changed Intel N100")).toBeVisible();
  await page.getByText("Delete CPU").click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("Somebody's offer names it.")).toBeVisible();

  const name = `Gone ${Date.now()}`;
  await page.goto(`/cpus/new?name=${encodeURIComponent(name)}`);
  await page.getByRole("button", { name: "Add CPU" }).click();
  await page.waitForURL(/\/cpus\/\d+$/);
  const address = page.url();
  await page.getByText("Delete CPU").click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL("**/cpus");
  await expect(page.getByRole("status").getByText(`Deleted ${name}`)).toBeVisible();
  expect((await page.goto(address))?.status()).toBe(404);
});
