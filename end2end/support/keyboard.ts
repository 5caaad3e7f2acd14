import { expect, type Locator, type Page } from "@playwright/test";

/** More controls than any page has. */
const STEPS_MAX = 200;

/** Leads the focus to a control as people do who have no mouse, and fails where the Tab key does not come by. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not lead to ${String(target)}`);
}

/** Goes through the door that the control is. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Ticks a box, or takes its tick away. */
export async function tick(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Space");
}

/** Types over what stands in a field. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}

/** Chooses from a list by the first letters of what is wanted, as browsers let people do. */
export async function choose(page: Page, list: Locator, label: string): Promise<void> {
  await tabTo(page, list);
  await page.keyboard.type(label);
  await expect(list.locator("option:checked")).toHaveText(label);
}

/** What was seen while the Tab key was pressed. */
interface Walk {
  focused: number[];
  unmarked: string[];
}

/** Stops that are no controls: boxes that scroll, and the parts of a date. */
const OTHER_STOPS_MAX = 40;

/**
 * The Tab key comes by every control of the page, in the order in which they stand there, and each shows that it has
 * the focus. Of radio buttons it comes by one of each group: arrows lead to the others.
 */
export async function isWalkedByTab(page: Page): Promise<void> {
  const names = await page.evaluate(begin);
  const walk = async (steps: number) => {
    for (let step = 0; step < steps; step += 1) await page.keyboard.press("Tab");
    return page.evaluate(() => (globalThis as unknown as { walk: Walk }).walk);
  };
  const isMissed = ({ focused }: Walk) => names.some((_, index) => !focused.includes(index));
  let seenSoFar = await walk(names.length);
  if (isMissed(seenSoFar)) seenSoFar = await walk(OTHER_STOPS_MAX);
  const { focused, unmarked } = seenSoFar;
  const url = page.url();
  expect.soft(names.length, `${url} has controls`).toBeGreaterThan(0);
  const missed = names.filter((_, index) => !focused.includes(index));
  expect.soft(missed, `${url} has controls that the Tab key does not come by`).toEqual([]);
  const seen = [...new Set(focused)];
  expect.soft(seen, `${url} has controls out of their order`).toEqual(seen.toSorted((one, other) => one - other));
  expect.soft([...new Set(unmarked)], `${url} has controls that do not show the focus`).toEqual([]);
}

/** Begins to note what has the focus, in the page; gives the names of its controls in their order. */
function begin(): string[] {
  const KINDS = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isControl = (element: Element) => {
    if (!(element instanceof HTMLElement) || !element.matches(KINDS) || element.tabIndex < 0) return false;
    if (element.matches(":disabled") || element.closest("[inert]") !== null) return false;
    if (element instanceof HTMLInputElement && element.type === "radio" && !element.checked) {
      const group = [...(element.form ?? document).querySelectorAll<HTMLInputElement>("input[type=radio]")];
      const own = group.filter(({ name }) => name === element.name);
      // Where none is chosen, the first of them is a stop.
      if (own.some(({ checked }) => checked) || own[0] !== element) return false;
    }
    return element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  };
  const rings = (element: Element) =>
    // A box may be drawn by what stands beside it, or by what it is drawn over.
    [element, element.nextElementSibling, element.parentElement].flatMap((it) =>
      it === null
        ? []
        : ["", "::before", "::after"].map((part) => {
            const style = getComputedStyle(it, part || undefined);
            const outline = style.outlineStyle === "none" ? "" : `${style.outlineWidth} ${style.outlineColor}`;
            return `${outline} / ${style.boxShadow}`;
          }),
    ).join("; ");
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()} “${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}” ${element.id}`;

  // The browser goes on from where it has been: from the top, then.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  const controls = [...document.body.querySelectorAll("*")].filter(isControl);
  const before = controls.map(rings);
  const walk: { focused: number[]; unmarked: string[] } = { focused: [], unmarked: [] };
  const look = ({ target }: FocusEvent) => {
    const index = controls.indexOf(target as Element);
    if (index < 0) return;
    walk.focused.push(index);
    // Clerk's field for a code lies over boxes, and has the one that is next shown, a moment later.
    if (controls[index]!.matches("[data-input-otp]")) return;
    if (rings(controls[index]!) === before[index]) walk.unmarked.push(name(controls[index]!));
  };
  document.addEventListener("focusin", look);
  Object.assign(globalThis, { walk });
  return controls.map(name);
}
