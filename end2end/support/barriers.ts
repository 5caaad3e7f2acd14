import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect } from "./test";

/** What a theme can break: the rest of a page is the same in both. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** Pages that a component of Clerk's is mounted on. */
const MOUNTS_CLERK = /^\/(sign-in|sign-up|settings\/account)(\/|$)/;

/** What is wrong in markup that Clerk draws and no option of its components changes, in @clerk/ui 1.36. */
const CLERKS: ((rule: string, html: string) => boolean)[] = [
  // The dialogue that asks once more who somebody is has no name; its heading says what it is.
  (rule, html) => rule === "aria-dialog-name" && html.startsWith('<div class="cl-modalContent '),
  // Beside the field for a code of who has forgotten their password an empty button is left, which does nothing.
  (rule, html) => rule === "button-name" && /^<button class="cl-formButtonReset [^>]*><\/button>$/.test(html),
];

/** No barrier that axe can find. */
export async function hasNoBarrier(page: Page): Promise<void> {
  await hasNone(page, new AxeBuilder({ page }));
}

/** No barrier in either theme; leaves the page in the dark one. */
export async function hasNoBarrierInEitherTheme(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await hasNoBarrier(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await hasNone(page, new AxeBuilder({ page }).withRules(OF_COLOUR));
}

async function hasNone(page: Page, axe: AxeBuilder): Promise<void> {
  await isDrawn(page);
  const { violations } = await axe.analyze();
  const ours = violations
    .map(({ id, nodes }) => ({ id, nodes: nodes.filter(({ html }) => !CLERKS.some((known) => known(id, html))) }))
    .filter(({ nodes }) => nodes.length > 0);
  // Soft: one look at all pages tells all there is to mend.
  expect.soft(
    ours.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
    page.url(),
  ).toEqual([]);
}

/** Clerk's forms come after the page: before, a skeleton stands in their place, which holds no barrier ever. */
async function isDrawn(page: Page): Promise<void> {
  const mount = page.locator(".clerk-mount");
  if (MOUNTS_CLERK.test(new URL(page.url()).pathname)) {
    await expect(page.locator('.clerk-mount[aria-busy="false"]')).toHaveCount(1);
    await expect(mount.locator("input, button").filter({ visible: true }).first()).toBeVisible();
  }
  await expect(page.locator('.clerk-mount[aria-busy="true"]')).toHaveCount(0);
  // What fades in is pale until it has arrived. What turns for ever is not waited for.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((it) => it.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Nothing stands out to the right: the page can be read without scrolling sideways. */
export async function fitsItsWidth(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(over, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0);
}

/**
 * No text is cut off or stands out of its box, but where it can be scrolled to. What is shortened with dots may be, if
 * pointing at it shows all of it: the whole text is in a title, or in the name of what it labels. Clerk's components
 * shorten names and addresses so, by rules that no option changes.
 */
export async function showsAllItsText(page: Page): Promise<void> {
  const cut = await page.evaluate(() => {
    /** For rounding, and for letters that lean out of their box. */
    const SLACK = 1;
    const found: string[] = [];

    const isHiddenOnPurpose = (element: Element) =>
      getComputedStyle(element).clipPath !== "none" || element.clientWidth === 1;

    /** What says the same in full. */
    const isToldElsewhere = (element: Element, text: string) => {
      for (let it: Element | null = element; it !== null; it = it.parentElement) {
        const told = [it.getAttribute("title"), it.getAttribute("aria-label")];
        if (told.some((words) => words?.replaceAll(/\s+/g, " ").includes(text))) return true;
      }
      return false;
    };

    /** The box that cuts these lines, where there is one and no scroller before it. */
    const cutter = (element: Element, lines: DOMRect[]) => {
      for (let box: Element | null = element; box !== null && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY, textOverflow, display, position } = getComputedStyle(box);
        if (isHiddenOnPurpose(box)) return undefined;
        if (box.closest(".cl-rootBox") !== null && textOverflow === "ellipsis") return undefined;
        if ([overflowX, overflowY].some((overflow) => ["auto", "scroll"].includes(overflow))) return undefined;
        const { left, right, top, bottom } = box.getBoundingClientRect();
        const cutsX = ["hidden", "clip"].includes(overflowX);
        const cutsY = ["hidden", "clip"].includes(overflowY);
        const middle = ({ top, bottom }: DOMRect) => (top + bottom) / 2;
        if (cutsX && lines.some((line) => line.right > right + SLACK || line.left < left - SLACK)) return box;
        if (cutsY && lines.some((line) => middle(line) > bottom || middle(line) < top)) return box;
        const isText = box === element && !display.startsWith("inline") && box.clientWidth > 0;
        if (isText && box.scrollWidth > box.clientWidth + SLACK) return box;
        if (position === "fixed") return undefined;
      }
      return undefined;
    };

    for (const element of document.body.querySelectorAll("*")) {
      const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
      if (texts.length === 0 || ["SCRIPT", "STYLE", "OPTION", "TEXTAREA"].includes(element.tagName)) continue;
      if (element.namespaceURI !== "http://www.w3.org/1999/xhtml") continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const lines = texts.flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()];
      });
      const text = texts.map((node) => node.nodeValue).join("").replaceAll(/\s+/g, " ").trim();
      const box = lines.length === 0 ? undefined : cutter(element, lines);
      if (box !== undefined && !isToldElsewhere(element, text)) {
        found.push(`“${text.slice(0, 60)}” by ${box.tagName.toLowerCase()}.${box.getAttribute("class") ?? ""}`);
      }
    }
    return found;
  });
  expect.soft(cut, `${page.url()} cuts text off`).toEqual([]);
}
