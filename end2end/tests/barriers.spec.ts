import type { Page } from "@playwright/test";

import { fitsItsWidth, hasNoBarrier, hasNoBarrierInEitherTheme, showsAllItsText } from "../support/barriers";
import { ageVerification } from "../support/clock";
import { sql, whileRefused } from "../support/database";
import {
  adminPages,
  call,
  catalogueAndSettingsPages,
  emptyPages,
  fullPages,
  furnish,
  offerPages,
  publicPages,
  receive,
  rulePages,
  sharedPages,
  stepPages,
} from "../support/demo";
import { isWalkedByTab } from "../support/keyboard";
import { deliver, makeAtClerk, messageOfNewcomer, whileMessagesAreHeld } from "../support/messages";
import { PASSWORD, fillPassword, identify, isTold, newcomer, signIn, signUp } from "../support/people";
import { ownRuleset } from "../support/rules";
import { IRIS, openDiscover } from "../support/switches";
import { expect, test } from "../support/test";

/** In both themes, by keyboard, at the width of a phone, and as at 200 % zoom of a small laptop. */
async function holdsNothingAgainstAnybody(page: Page, paths: Iterable<string>): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await holdsNothing(page);
  }
}

/** The page that is open; ends at the width that it began with. */
async function holdsNothing(page: Page): Promise<void> {
  // Clerk's forms have headings of their own.
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await hasNoBarrierInEitherTheme(page);
  await isWalkedByTab(page);
  for (const width of [640, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await fitsItsWidth(page);
    await showsAllItsText(page);
  }
  await hasNoBarrierInEitherTheme(page);
  await page.setViewportSize({ width: 1280, height: 800 });
}

test.describe.configure({ timeout: 300_000 });

test("no page of somebody who has nothing yet holds a barrier", async ({ page }) => {
  await signUp(page, newcomer());
  await holdsNothingAgainstAnybody(page, Object.values(emptyPages));
});

for (const [name, pages] of Object.entries({ rules: rulePages, settings: catalogueAndSettingsPages })) {
  test(`no page of ${name} holds a barrier`, async ({ page }) => {
    await signUp(page, newcomer());
    await holdsNothingAgainstAnybody(page, Object.values(pages(await furnish(page))));
  });
}

test("no page of offers holds a barrier", async ({ page }) => {
  await signUp(page, newcomer());
  const demo = await furnish(page);
  await withoutOwner("Attic find with a long name that has to be read in full", async () => {
    await holdsNothingAgainstAnybody(page, Object.values(offerPages(demo)));
  });
});

test("what a file would bring, and what is wrong in it, holds no barrier", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/listings/import");
  await page.getByLabel("Its text").fill("title,price_usd,cpu\nFrom a file,80,Intel N100\nWrong,cheap,\nUnknown,,No such CPU\n");
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await expect(page.getByText("1 offer would be added; 2 rows are wrong")).toBeVisible();
  await holdsNothing(page);
});

test("no page of what is shared holds a barrier", async ({ page, browser }) => {
  await openDiscover(browser);
  await signUp(page, newcomer());
  const demo = await furnish(page);
  const share = await receive(page, browser);
  await holdsNothingAgainstAnybody(page, Object.values(sharedPages(demo, share)));
});

test("no page that anybody may see holds a barrier", async ({ page, browser }) => {
  await signUp(page, newcomer());
  const demo = await furnish(page);
  const stranger = await (await browser.newContext()).newPage();
  await holdsNothingAgainstAnybody(stranger, Object.values(publicPages(demo)));
  await stranger.context().close();
});

test("no page of a plan that is full holds a barrier", async ({ page, browser }) => {
  const elsewhere = await (await browser.newContext()).newPage();
  await signUp(elsewhere, newcomer("Ben"));
  const { dealLink, collectionLink } = await furnish(elsewhere);
  await elsewhere.context().close();

  await signUp(page, newcomer());
  const { id } = await call(page, "GET", "/api/v1/users/me");
  const own = Number((await call(page, "POST", "/api/v1/listings", { title: "The first of many" }))["id"]);
  for (let link = 0; link < 10; link += 1) await call(page, "POST", `/api/v1/listings/${own}/links`, {});
  for (let made = 0; made < 10; made += 1) await call(page, "POST", "/api/v1/collections", { name: `Shelf ${made}` });
  for (const name of ["One", "Two", "Three"]) await ownRuleset(page, name);
  sql(`insert into listing (user_id, title, price_usd)
       select ${Number(id)}, 'Spare ' || number, 100 from generate_series(2, 200) number`);
  await page.goto("/listings");
  await expect(page.getByText("Your plan is full")).toBeVisible();
  // What is new on them is a notice: their controls are walked elsewhere, and a phone shows the same in its colours.
  for (const path of Object.values(fullPages(own, dealLink, collectionLink))) {
    await page.goto(path);
    await hasNoBarrierInEitherTheme(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await fitsItsWidth(page);
    await showsAllItsText(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});

test("no page of the admin area holds a barrier", async ({ page }) => {
  await signIn(page, IRIS.email, IRIS.password);
  await page.goto("/admin/sync");
  await page.getByRole("button", { name: "Compare now" }).click();
  await expect(page.getByText("The comparison has begun", { exact: true })).toBeVisible();
  const compared = page.getByRole("table", { name: "Comparisons, the latest first" }).getByRole("row").nth(1);
  await expect(async () => {
    await page.reload();
    await expect(compared).toContainText("Done", { timeout: 1000 });
  }).toPass();
  await withoutOwner("Attic find that nobody owns", () =>
    whileMessagesAreHeld(async () => {
      const clerkId = await makeAtClerk();
      const message = await messageOfNewcomer(clerkId);
      await whileRefused([clerkId], async () => expect(await deliver(message)).toBe(500));
      await page.goto("/admin/webhooks");
      await expect(page.getByRole("row").filter({ hasText: message })).toBeVisible();
      await holdsNothingAgainstAnybody(page, Object.values(await adminPages(page)));
    }),
  );
});

test("the page that says that nothing works right now holds no barrier", async ({ page, faults }) => {
  await signUp(page, newcomer());
  const { id } = await call(page, "GET", "/api/v1/users/me");
  await whileStartingUp(Number(id), async () => {
    expect((await page.goto("/dashboard"))?.status()).toBe(503);
    await holdsNothing(page);
  });
  // The very answer that the page is about, and no other.
  expect(faults).toEqual([expect.stringMatching(/^503: .*\/dashboard$/)]);
  faults.length = 0;
});

test("no step of signing in holds a barrier", async ({ page, browser }) => {
  const nia = newcomer();
  await signUp(page, nia);
  const stranger = await (await browser.newContext()).newPage();
  const begin = async () => {
    await stranger.goto("/sign-in");
    await identify(stranger, nia.email);
    await expect(stranger.getByRole("textbox", { name: "Password" })).toBeVisible();
  };
  const code = stranger.getByRole("textbox", { name: /verification code/i });
  await begin();
  expect(new URL(stranger.url()).pathname).toBe(stepPages["sign-in-step"]);
  await holdsNothing(stranger);
  await stranger.getByRole("link", { name: "Use another method" }).click();
  await expect(stranger.getByRole("button", { name: /Email code/ })).toBeVisible();
  await holdsNothing(stranger);
  await stranger.getByRole("button", { name: /Email code/ }).click();
  await expect(code).toBeVisible();
  await holdsNothing(stranger);

  await begin();
  await stranger.getByRole("link", { name: "Forgot password?" }).click();
  const reset = stranger.getByRole("button", { name: "Reset your password" });
  await expect(reset).toBeVisible();
  await holdsNothing(stranger);
  await reset.click();
  await expect(code).toBeVisible();
  await holdsNothing(stranger);
  await code.pressSequentially("424242");
  await expect(stranger.getByLabel("New password")).toBeVisible();
  await holdsNothing(stranger);
  await stranger.context().close();
});

test("the step in which a newcomer proves their address holds no barrier", async ({ page }) => {
  const nia = newcomer();
  await page.goto("/sign-up");
  await page.getByLabel("Email address").fill(nia.email);
  await fillPassword(page, PASSWORD);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.waitForURL(`**${stepPages["sign-up-step"]}`);
  const code = page.getByRole("textbox", { name: /verification code/i });
  await expect(code).toBeVisible();
  // The field itself is unseen: the box that is next has its ring.
  await code.focus();
  await expect(page.locator('.cl-otpCodeFieldInput[data-focus-within="true"]')).not.toHaveCSS("box-shadow", "none");
  await holdsNothing(page);
});

test("a form in the profile, and the question who one is, hold no barrier", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/settings/account");
  await page.getByRole("button", { name: "Update profile" }).click();
  await expect(page.getByLabel("First name")).toBeVisible();
  await hasNoBarrierInEitherTheme(page);

  await page.goto("/settings/account/security");
  await ageVerification(page.context());
  await page.getByRole("button", { name: "Update password" }).click();
  await page.getByLabel("New password").fill("correct-horse-battery-8");
  await isTold(page, "Your password meets all the necessary requirements.");
  await page.getByLabel("Confirm password").fill("correct-horse-battery-8");
  await isTold(page, "Passwords match.");
  await hasNoBarrierInEitherTheme(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Password" })).toBeVisible();
  await hasNoBarrierInEitherTheme(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await fitsItsWidth(page);
  await hasNoBarrier(page);
});

/** Runs `act` while there is an offer of nobody's. */
async function withoutOwner(title: string, act: () => Promise<void>): Promise<void> {
  sql(`insert into listing (title, price_usd) values ('${title}', 80)`);
  try {
    await act();
  } finally {
    sql(`delete from listing where title = '${title}' and user_id is null`);
  }
}

/** Runs `act` while the database answers about one person as it does while it is starting. */
async function whileStartingUp(person: number, act: () => Promise<void>): Promise<void> {
  sql(`create function app.start_up() returns boolean language plpgsql as
         $$ begin raise exception 'the database system is starting up' using errcode = 'cannot_connect_now'; end $$;
       create policy starts_up on app_user as restrictive using (id <> ${person} or app.start_up());`);
  try {
    await act();
  } finally {
    sql("drop policy starts_up on app_user; drop function app.start_up();");
  }
}
