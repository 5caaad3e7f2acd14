import { asAdministrator, openPerson, proveLongAgo, somebodyElse } from "../support/admin";
import { fitsItsWidth, hasNoBarrier, hasNoBarrierInEitherTheme } from "../support/barriers";
import { whileMessagesAreHeld } from "../support/messages";
import { PASSWORD, identify, isTold, signInByForm } from "../support/people";
import { IRIS } from "../support/switches";
import { expect, test } from "../support/test";

test("a role that is given bites on the person's very next request, and so does one that is taken", async ({
  page,
  browser,
}) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  expect((await bens.goto("/admin/people"))?.status()).toBe(403);

  await openPerson(page, ben);
  await page.getByRole("combobox", { name: "Role", exact: true }).selectOption("admin");
  await page.locator("#role-reason").fill("stands in this week");
  await page.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByText(`${ben.name} is now admin`)).toBeVisible();
  expect((await bens.goto("/admin/people"))?.status()).toBe(200);

  await page.getByRole("combobox", { name: "Role", exact: true }).selectOption("user");
  await page.locator("#role-reason").fill("is back");
  await page.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByText("is back")).toBeVisible();
  expect((await bens.goto("/admin/people"))?.status()).toBe(403);

  await page.getByRole("link", { name: "All of it in the audit log" }).click();
  await page.waitForURL("**/admin/audit?user=*");
  await expect(page.getByRole("row", { name: /Role changed.*stands in this week/ })).toBeVisible();
  await bens.context().close();
});

test("who has not proved lately who they are proves it in Clerk's dialogue, and it is done", async ({
  page,
  browser,
}) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await openPerson(page, ben);
  await proveLongAgo(page);
  await page.getByRole("combobox", { name: "Role", exact: true }).selectOption("admin");
  await page.locator("#role-reason").fill("on call");
  await page.getByRole("button", { name: "Change role" }).click();
  await page.getByRole("button", { name: "Prove it is you" }).click();
  await page.getByRole("textbox", { name: "Password" }).fill(IRIS.password);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByText(`${ben.name} is now admin`)).toBeVisible();
  expect((await bens.goto("/admin/people"))?.status()).toBe(200);
  await bens.context().close();
});

test("a person is kept out at once, and let in again", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await openPerson(page, ben);
  await page.locator("#act-reason").fill("by mistake");
  await page.getByRole("button", { name: "Change access" }).click();
  await expect(page.getByText(`${ben.name} is deactivated now`)).toBeVisible();
  expect((await bens.goto("/dashboard"))?.status()).toBe(403);

  await page.locator("#act-reason").fill("it was");
  await page.getByRole("button", { name: "Change access" }).click();
  await expect(page.getByText(`${ben.name} is active now`)).toBeVisible();
  expect((await bens.goto("/dashboard"))?.status()).toBe(200);
  await bens.context().close();
});

test("a ban refuses a person at once and keeps them from signing in, until it is lifted", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await openPerson(page, ben);
  const access = page.getByRole("region", { name: "Access", exact: true });
  const act = access.getByRole("combobox", { name: "What to do" });
  // Clerk's own message that their session has ended comes later: the ban does not wait for it.
  await whileMessagesAreHeld(async () => {
    await act.selectOption("ban");
    await access.getByRole("textbox", { name: "Reason" }).fill("sells what is not theirs");
    await access.getByRole("button", { name: "Change access" }).click();
    await expect(page.getByText(`${ben.name} is deactivated now`, { exact: true })).toBeVisible();
    expect((await bens.goto("/dashboard"))?.status()).toBe(403);
  });
  await bens.context().close();
  await expect(page.getByRole("region", { name: "Identity" })).toContainText("Deactivated by a ban at Clerk");
  await expect(page.getByRole("table", { name: "Events, the newest first" })).toContainText("sells what is not theirs");

  const again = await (await browser.newContext()).newPage();
  await again.goto("/sign-in");
  await identify(again, ben.email);
  await again.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await again.getByRole("button", { name: "Continue", exact: true }).click();
  await isTold(again, /has been banned/);
  expect((await again.goto("/dashboard"))?.url()).toContain("/sign-in");

  await expect(act).toHaveValue("unban");
  await access.getByRole("textbox", { name: "Reason" }).fill("they were theirs");
  await access.getByRole("button", { name: "Change access" }).click();
  await expect(page.getByText(`${ben.name} is active now`, { exact: true })).toBeVisible();
  await signInByForm(again, ben.email);
  await expect(again.getByRole("heading", { level: 1 })).toContainText(ben.first);
  await again.context().close();
});

test("a role is changed by the keyboard alone", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await openPerson(page, ben);
  const tabTo = async (id: string) => {
    for (let steps = 0; steps < 80; steps += 1) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => document.activeElement?.id ?? "");
      if (focused === id) return;
    }
    throw new Error(`${id} is not reached by Tab`);
  };
  await tabTo("new-role");
  await page.keyboard.press("ArrowDown");
  await tabTo("role-reason");
  await page.keyboard.type("by keyboard");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${ben.name} is now admin`)).toBeVisible();
  await bens.context().close();
});

test("the log is checked and taken along", async ({ page }) => {
  await asAdministrator(page);
  await page.goto("/admin/audit");
  await page.getByRole("button", { name: "Check the chain" }).click();
  await expect(page.getByText("The log is intact")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toBe("audit.csv");
});

test("a person's page holds no barrier and fits a phone", async ({ page, browser }) => {
  await asAdministrator(page);
  const { ben, bens } = await somebodyElse(browser);
  await openPerson(page, ben);
  await page.getByRole("link", { name: "Ask Clerk for their sessions" }).click();
  await expect(page.getByRole("table", { name: "Sessions" })).toBeVisible();
  await hasNoBarrierInEitherTheme(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await fitsItsWidth(page);
  await hasNoBarrier(page);
  await bens.context().close();
});
