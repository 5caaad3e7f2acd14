import { newcomer, signUp } from "../support/people";
import { samples } from "../support/rules";
import { expect, test } from "../support/test";

test("weights change the order of the best offers, live and then for good", async ({ page }) => {
  await signUp(page, newcomer());
  await samples(page);
  await page.goto("/profiles");
  await page.getByText("New profile").click();
  await page.getByLabel("Name").fill("Watts count");
  await page.getByRole("button", { name: "Create profile" }).click();
  await page.waitForURL(/\/profiles\/\d+$/);
  await expect(page.getByText("Full marks at 30,000 points.")).toBeVisible();

  for (const label of ["Multi-core mark", "Single-core mark", "Graphics", "Memory"]) {
    await page.getByLabel(label, { exact: true }).fill("0");
  }
  await expect(page.getByText("Sum 1")).toBeVisible();
  const then = page.getByRole("region", { name: "Rank preview" }).getByRole("list").nth(1);
  await expect(then.getByRole("listitem").first()).toContainText("Beelink EQ12");
  await expect(page.getByText("The order of the first five changes.")).toBeVisible();
  await page.getByRole("button", { name: "Save profile" }).click();
  await page.waitForURL("**/profiles");

  const card = page.getByRole("listitem").filter({ hasText: "Watts count" });
  await card.getByRole("button", { name: /Use as default/ }).click();
  await expect(card.getByText("Default", { exact: true })).toBeVisible();
  await card.getByRole("link", { name: "Watts count" }).click();
  const now = page.getByRole("region", { name: "Rank preview" }).getByRole("list").first();
  await expect(now.getByRole("listitem").first()).toContainText("Beelink EQ12");

  await page.getByText("Delete profile").click();
  await expect(page.getByText("Make another one your default first")).toBeVisible();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("The profile was not deleted")).toBeVisible();

  // What that asks for is done, and the profile goes.
  const own = page.url();
  await page.goto("/profiles");
  await page.getByRole("button", { name: "Use as default for Home lab" }).click();
  await expect(card.getByText("Default", { exact: true })).toHaveCount(0);
  await page.goto(own);
  await page.getByText("Delete profile").click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL("**/profiles");
  await expect(page.getByRole("status").getByText("Deleted Watts count")).toBeVisible();
  await expect(card).toHaveCount(0);
});

test("sliders are moved by the keyboard alone, and the figure beside them follows", async ({ page }) => {
  await signUp(page, newcomer());
  await samples(page);
  await page.goto("/profiles");
  await page.getByRole("button", { name: "Duplicate Home lab" }).click();
  await page.waitForURL(/\/profiles\/\d+$/);
  const slider = page.getByRole("slider", { name: "Memory, slider" });
  await slider.focus();
  await page.keyboard.press("End");
  await expect(page.getByLabel("Memory", { exact: true })).toHaveValue("1");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByLabel("Memory", { exact: true })).toHaveValue("0.95");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Memory", { exact: true })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("0.4");
  await expect(slider).toHaveValue("0.4");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/profiles");
  await expect(page.getByRole("status").getByText(/^Saved Home lab/)).toBeVisible();
});

test("wrong weights are told at their slider, and those of the product cannot be changed", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/profiles");
  await page.getByRole("button", { name: "Duplicate Desktop" }).click();
  await page.waitForURL(/\/profiles\/\d+$/);
  await page.getByLabel("Memory", { exact: true }).fill("2");
  await expect(page.getByText("Give at least one metric a weight above 0.")).toBeVisible();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("The weight must be a number from 0 to 1.")).toBeVisible();

  await page.goto("/profiles");
  await page.getByRole("link", { name: "Home lab", exact: true }).click();
  await expect(page.getByText("This profile can be read, not changed")).toBeVisible();
  await expect(page.getByRole("slider")).toHaveCount(0);
});

test("without a script weights are previewed and saved", async ({ page, browser, context }) => {
  await signUp(page, newcomer());
  await samples(page);
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const form = await plain.newPage();
  await form.goto("/profiles");
  await form.getByRole("button", { name: "Duplicate Desktop" }).click();
  await form.waitForURL(/\/profiles\/\d+$/);
  await expect(form.getByRole("slider")).toHaveCount(0);
  for (const label of ["Multi-core mark", "Single-core mark", "Graphics", "Memory"]) {
    await form.getByLabel(label, { exact: true }).fill("0");
  }
  await form.getByLabel("Marks per watt", { exact: true }).fill("1");
  await form.getByRole("button", { name: "Update preview" }).click();
  await expect(form.getByText("The order of the first five changes.")).toBeVisible();
  await expect(form.getByLabel("Memory", { exact: true })).toHaveValue("0");
  await form.getByRole("button", { name: "Save profile" }).click();
  await form.waitForURL("**/profiles");
  await plain.close();
});
