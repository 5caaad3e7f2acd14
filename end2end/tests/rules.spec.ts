import { newcomer, signUp } from "../support/people";
import { adjusted, explanation, ownRuleset, samples } from "../support/rules";
import { expect, test } from "../support/test";

const OFFER = "HP EliteDesk 800 G4 Mini";

test("a rule is changed with a preview, the offer's own page explains its price by it, and without it the price is back", async ({ page }) => {
  await signUp(page, newcomer());
  await samples(page);
  const { ruleset, rule } = await ownRuleset(page);
  const before = await adjusted(page, OFFER);

  await page.goto(`/rules/${ruleset}`);
  await expect(page.getByText("Deduct 10.00 USD when RAM (GB) is at least 8.")).toBeVisible();
  await page.getByRole("link", { name: "Memory is spare" }).click();
  await page.waitForURL(`**/rules/${ruleset}/rules/${rule}`);
  await expect(page.getByText(/Holds for \d+ of 28 offers, and changes no adjusted price/)).toBeVisible();

  await page.getByLabel("Amount").fill("28");
  const headline = page.getByRole("status").filter({ hasText: "Changes" });
  await expect(headline).toContainText(/Changes \d+ of 28 offers, median −18.00 USD/);
  await expect(page.getByRole("table", { name: /changes most/ }).getByRole("row")).toHaveCount(6);
  await expect(page.getByText("Deduct 28.00 USD when")).toBeVisible();

  await page.getByRole("button", { name: "Save rule" }).last().click();
  await page.waitForURL(`**/rules/${ruleset}`);
  await expect(page.getByText("Deduct 28.00 USD when RAM (GB) is at least 8.")).toBeVisible();
  const after = await adjusted(page, OFFER);
  expect(after).toBeCloseTo(before - 18, 2);

  const why = await explanation(page, OFFER);
  await page.goto(why);
  const own = page.locator(".ledger__line").filter({ hasText: "Memory is spare" });
  await expect(own.locator(".ledger__detail")).toContainText("My home lab");
  await expect(own.locator(".ledger__amount")).toHaveText("−28.00");
  await expect(page.getByRole("region", { name: "Why this number" })).toContainText("−28.00 by My home lab");
  await expect(page.locator(".ledger__line--sum .ledger__amount")).toHaveText(after.toFixed(2));

  await page.goto(`/rules/${ruleset}/rules/${rule}`);
  await page.getByText("Delete rule").click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL(`**/rules/${ruleset}`);
  await expect(page.getByRole("status").getByText("Deleted Memory is spare")).toBeVisible();
  await expect(page.getByText("No rules in this group yet.")).toBeVisible();
  await page.goto(why);
  await expect(page.locator(".ledger__line--sum .ledger__amount")).toHaveText((before + 10).toFixed(2));
  await expect(own).toHaveCount(0);
});

test("a new rule has rows added and taken away at once, and says at its row what is wrong", async ({ page }) => {
  await signUp(page, newcomer());
  await samples(page);
  const { ruleset } = await ownRuleset(page);
  await page.goto(`/rules/${ruleset}/rules/new`);
  await expect(page.getByText("Finish the rule")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Thirsty ones");

  const first = page.getByRole("group", { name: "Condition 1" });
  await first.getByLabel("Fact").selectOption({ label: "CPU TDP (W)" });
  await first.getByLabel("Comparison").selectOption({ label: "is more than" });
  await first.getByLabel("Value").fill("a lot");
  await page.getByRole("button", { name: "Add condition" }).click();
  const second = page.getByRole("group", { name: "Condition 2" });
  await expect(second.getByLabel("Fact")).toBeFocused();
  await second.getByLabel("Fact").selectOption({ label: "RAM (GB)" });
  await second.getByRole("button", { name: /Remove/ }).click();
  await expect(second).toHaveCount(0);

  const action = page.getByRole("group", { name: "Action 1" });
  await action.getByLabel("Do", { exact: true }).selectOption("add");
  await action.getByLabel("Amount").fill("1");
  await action.getByLabel("How often").selectOption({ label: "USD per unit of" });
  await action.getByLabel("Of", { exact: true }).selectOption({ label: "CPU TDP (W)" });
  await page.getByRole("button", { name: "Save rule" }).last().click();
  await expect(first.getByText("Value must be a number.")).toBeVisible();
  await expect(first.getByLabel("Value")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Thirsty ones");

  await first.getByLabel("Value").fill("40");
  await expect(page.getByRole("status").filter({ hasText: "Changes" })).toContainText("median +");
  await page.getByRole("button", { name: "Save rule" }).last().click();
  await page.waitForURL(`**/rules/${ruleset}`);
  await expect(page.getByText("Add 1.00 USD per watt of CPU TDP when CPU TDP (W) is more than 40.")).toBeVisible();
});

test("the baseline is copied, and the copy is switched on and off", async ({ page }) => {
  await signUp(page, newcomer());
  await samples(page);
  const before = await adjusted(page, OFFER);
  await page.goto("/rules");
  await page.getByRole("link", { name: "Barebones baseline" }).click();
  await expect(page.getByText("This ruleset can be read, not changed")).toBeVisible();
  await expect(page.getByRole("switch")).toHaveCount(0);
  await page.getByRole("button", { name: "Duplicate" }).click();
  await page.waitForURL(/\/rules\/\d+$/);
  const whole = page.getByRole("switch", { name: /^Barebones baseline.* counts$/ });
  await expect(whole).toHaveAttribute("aria-checked", "false");
  await whole.click();
  await expect(whole).toHaveAttribute("aria-checked", "true");
  await expect.poll(async () => (await adjusted(page, OFFER)) < before).toBe(true);

  const ram = page.getByRole("switch", { name: "The rule RAM counts" });
  await ram.click();
  await expect(ram).toHaveAttribute("aria-checked", "false");
  // It shows what was asked for at once; until the server has answered, it says that it is at work.
  await expect(ram).not.toHaveAttribute("aria-busy", "true");
  await page.reload();
  await expect(page.getByRole("switch", { name: "The rule RAM counts" })).toHaveAttribute("aria-checked", "false");
  await expect(whole).toHaveAttribute("aria-checked", "true");
});

test("a ruleset is made, named anew and taken away, and the plan's limit is told before it is in the way", async ({ page }) => {
  await signUp(page, newcomer());
  await page.goto("/rules");
  await expect(page.getByText("0 of 3 rulesets of your own.")).toBeVisible();
  await page.getByRole("link", { name: "New ruleset" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Only used ones");
  await page.getByRole("button", { name: "Create ruleset" }).click();
  await page.waitForURL(/\/rules\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name: "Only used ones" })).toBeVisible();
  await page.getByRole("link", { name: "Edit ruleset" }).click();
  await page.getByLabel("Priority").fill("7");
  await page.getByRole("button", { name: "Add condition" }).click();
  const condition = page.getByRole("group", { name: "Condition 1" });
  await condition.getByLabel("Fact").selectOption({ label: "condition" });
  await condition.getByLabel("Value").fill("used");
  await page.getByRole("button", { name: "Save ruleset" }).click();
  await page.waitForURL(/\/rules\/\d+$/);
  await expect(page.getByText("When condition is used")).toBeVisible();

  await page.getByText("Add a group").click();
  await page.getByLabel("Name", { exact: true }).fill("Spare parts");
  await page.getByLabel("Part", { exact: true }).selectOption({ label: "Memory" });
  await page.getByRole("button", { name: "Add group" }).click();
  const added = page.getByRole("region", { name: "Spare parts" });
  await expect(added).toContainText("No rules in this group yet.");
  await added.getByText("Edit group").click();
  const called = added.getByLabel("Name", { exact: true });
  await called.fill(" ");
  await added.getByRole("button", { name: "Save group" }).click();
  await expect(called).toHaveAttribute("aria-invalid", "true");
  await expect(added.getByText("The name must not be empty.")).toBeVisible();
  // Not in the form that makes a group: each marks what was sent from it.
  await expect(page.locator("[aria-invalid]")).toHaveCount(1);
  await called.fill("Drives");
  await added.getByRole("button", { name: "Save group" }).click();
  const renamed = page.getByRole("region", { name: "Drives" });
  await renamed.getByText("Delete group").click();
  await expect(added).toHaveCount(0);
  await renamed.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("heading", { name: "No rules yet" })).toBeVisible();

  await page.getByText("Delete ruleset").click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL("**/rules");
  await expect(page.getByText("0 of 3 rulesets of your own.")).toBeVisible();
  for (const name of ["One", "Two", "Three"]) await ownRuleset(page, name);
  await page.reload();
  await expect(page.getByText("Your plan holds no more rulesets")).toBeVisible();
});

test("a ruleset is taken along as a file and brought in again", async ({ page }) => {
  await signUp(page, newcomer());
  const { ruleset } = await ownRuleset(page);
  await page.goto(`/rules/${ruleset}`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export", exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("ruleset.json");
  const path = await file.path();

  await page.goto("/rules");
  await page.getByText("Import a ruleset").click();
  await page.getByLabel("Its text").fill('{"schema_version": 2, "ruleset": {"name": "x"}, "groups": []}');
  await page.getByRole("button", { name: "Import ruleset" }).click();
  await expect(page.getByRole("alert")).toContainText("schema_version must be 1.");
  await page.getByLabel("File", { exact: true }).setInputFiles(path);
  await expect(page.getByLabel("Its text")).toHaveValue(/Memory is spare/);
  await page.getByRole("button", { name: "Import ruleset" }).click();
  await page.waitForURL((url) => /\/rules\/\d+$/.test(url.pathname) && !url.pathname.endsWith(`/${ruleset}`));
  await expect(page.getByRole("heading", { level: 1, name: "My home lab 2" })).toBeVisible();
  await expect(page.getByText("Deduct 10.00 USD when RAM (GB) is at least 8.")).toBeVisible();
  await expect(page.getByRole("switch", { name: /^My home lab 2.* counts$/ })).toHaveAttribute("aria-checked", "false");
});

test("without a script the rule form adds rows, previews, names what is wrong and saves", async ({ page, browser, context }) => {
  await signUp(page, newcomer());
  await samples(page);
  const { ruleset } = await ownRuleset(page);
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  });
  const form = await plain.newPage();
  await form.goto(`/rules/${ruleset}/rules/new`);
  await form.getByLabel("Name", { exact: true }).fill("By hand");
  const first = form.getByRole("group", { name: "Condition 1" });
  await first.getByLabel("Fact").selectOption({ label: "RAM (GB)" });
  await first.getByLabel("Comparison").selectOption({ label: "is at least" });
  await first.getByLabel("Value").fill("32");
  await form.getByRole("button", { name: "Add condition" }).click();
  await expect(first.getByLabel("Value")).toHaveValue("32");
  const second = form.getByRole("group", { name: "Condition 2" });
  await second.getByLabel("Fact").selectOption({ label: "condition" });
  await second.getByLabel("Value").fill("brand new");

  const action = form.getByRole("group", { name: "Action 1" });
  await action.getByLabel("Amount").fill("30");
  await form.getByRole("button", { name: "Save rule" }).last().click();
  await expect(second.getByText("Value must be one of new, refurb, used.")).toBeVisible();
  await expect(action.getByLabel("Amount")).toHaveValue("30");
  await second.getByLabel("Value").fill("new");
  await form.getByRole("button", { name: "Update preview" }).click();
  await expect(form.getByText(/Changes \d+ of 28 offers, median −30.00 USD/)).toBeVisible();
  await second.getByRole("button", { name: /Remove/ }).click();
  await expect(second).toHaveCount(0);
  await form.getByRole("button", { name: "Save rule" }).last().click();
  await form.waitForURL(`**/rules/${ruleset}`);
  await expect(form.getByText("Deduct 30.00 USD when RAM (GB) is at least 32.")).toBeVisible();
  await plain.close();
});

test("nobody else finds a person's rules", async ({ page, browser }) => {
  await signUp(page, newcomer());
  await samples(page);
  const { ruleset, rule } = await ownRuleset(page);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signUp(other, newcomer("Ben"));
  for (const path of [`/rules/${ruleset}`, `/rules/${ruleset}/edit`, `/rules/${ruleset}/rules/${rule}`]) {
    await other.goto(path);
    await expect(other.getByRole("heading", { level: 1, name: /There is no such/ })).toBeVisible();
  }
  await elsewhere.close();
});
