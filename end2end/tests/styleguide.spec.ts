import { fitsItsWidth, hasNoBarrier, showsAllItsText } from "../support/barriers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

for (const theme of ["light", "dark"] as const) {
  test(`every part in its states holds no barrier, ${theme}`, async ({ page }) => {
    await page.goto(`/styleguide?theme=${theme}`);
    await expect(page.getByRole("heading", { name: "Colour roles" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Signed in, but not let in" })).toBeVisible();
    await hasNoBarrier(page);
    for (const width of [640, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await fitsItsWidth(page);
      await showsAllItsText(page);
    }
  });
}

test("what unfolds does so without a script, and holds no barrier either", async ({ page }) => {
  await page.goto("/styleguide");
  const menu = page.locator("#sg-menu-0");
  await page.getByRole("button", { name: "More for Beelink SER5 MAX (5800H)" }).click();
  await expect(menu).toBeVisible();
  await hasNoBarrier(page);
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();

  await page.getByText("Delete ruleset", { exact: true }).click();
  await expect(page.getByRole("button", { name: "Delete for good" })).toBeVisible();
  for (const days of await page.locator(".chart summary").all()) await days.click();
  await hasNoBarrier(page);
});

test("no two parts share an id", async ({ page }) => {
  await page.goto("/styleguide");
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
  expect(ids).toEqual([...new Set(ids)]);
});

test("on paper a list stands alone", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const chrome of [".app-header", ".rail", ".toasts"]) await expect(page.locator(chrome)).toBeHidden();
});

test("where less motion is asked for, nothing moves", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/styleguide");
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return [transitionDuration, animationDuration].some((time) => parseFloat(time) > 0.001);
    }).length,
  );
  expect(moving).toBe(0);
});
