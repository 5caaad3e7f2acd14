import { test as base, expect, type Page, type Response } from "@playwright/test";

import { site } from "./places";

/**
 * A test whose pages must stay clean: an error or warning in the console (a hydration mismatch is one), an uncaught
 * exception, a call to another host, or an answer that the application should not have needed fails it.
 */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ context }, use) => {
      const faults: string[] = [];
      context.on("page", (page) => {
        watch(page, faults);
        waitForScript(page);
      });
      await use(faults);
      expect(faults, "the browser's console stays clean").toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * A page that was opened is used once its script has taken over: before that its forms work too, by loading a page,
 * but a test that expects what only the script shows would race it. The menu's sign-out link becomes a button then.
 */
function waitForScript(page: Page): void {
  const settled = () =>
    page
      .waitForFunction(() => {
        const menu = document.querySelector(".user-menu");
        return menu === null || menu.querySelector(".menu__items button") !== null;
      }, undefined, { timeout: 15_000 })
      // Where the script is held back on purpose, the test goes on without it.
      .catch(() => undefined);
  const goto = page.goto.bind(page);
  page.goto = async (...args) => {
    const answer = await goto(...args);
    await settled();
    return answer;
  };
  const waitForURL = page.waitForURL.bind(page);
  page.waitForURL = async (...args) => {
    await waitForURL(...args);
    await settled();
  };
  const reload = page.reload.bind(page);
  page.reload = async (...args) => {
    const answer = await reload(...args);
    await settled();
    return answer;
  };
}

function watch(page: Page, faults: string[]): void {
  page.on("console", (message) => {
    // The browser logs every answer of 4xx itself; which of them are a fault is decided below.
    const isAnswer = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !isAnswer) {
      faults.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const isLocal = ["localhost", "127.0.0.1"].includes(url.hostname);
    if (url.protocol.startsWith("http") && !isLocal) faults.push(`call to ${url.host}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !mayRefuse(response)) {
      faults.push(`${response.status()}: ${response.url()}`);
    }
  });
}

/** Pages and calls may refuse what a person asks for, if they say so; scripts, styles and pictures must be there. */
function mayRefuse(response: Response): boolean {
  if (response.status() >= 500) return false;
  const { pathname } = new URL(response.url());
  const isCall = pathname.startsWith("/fn/") || pathname.startsWith("/__clerk/v1/") || pathname.startsWith("/api/");
  return isCall || (response.url().startsWith(site) && response.request().isNavigationRequest());
}

export { expect };
