import { fitsItsWidth, hasNoBarrier } from "../support/barriers";
import { newcomer, signUp } from "../support/people";
import { expect, test } from "../support/test";

for (const theme of ["light", "dark"] as const) {
  test(`every part in its states holds no barrier, ${theme}`, async ({ page }) => {
    await page.goto(`/styleguide?theme=${theme}`);
    await expect(page.getByRole("heading", { name: "Colour roles" })).toBeVisible();
    await hasNoBarrier(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await fitsItsWidth(page);
  });
}

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
