import { test as base, expect, type ConsoleMessage, type Page } from "@playwright/test";

import { site } from "./places";

/**
 * A test whose page must stay clean: an error or warning in the console (a hydration mismatch is one), an uncaught
 * exception or a call to another host fails it.
 */
export const test = base.extend<{ faults: string[]; allowFault: (pattern: RegExp) => void }>({
  allowFault: [
    async ({}, use) => {
      await use(() => undefined);
    },
    { scope: "test" },
  ],
  faults: [
    async ({ context }, use) => {
      const faults: string[] = [];
      context.on("page", (page) => watch(page, faults));
      await use(faults);
      expect(faults, "the browser's console stays clean").toEqual([]);
    },
    { auto: true, scope: "test" },
  ],
});

function watch(page: Page, faults: string[]): void {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !isExpected(message)) {
      faults.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const local = ["localhost", "127.0.0.1"].includes(url.hostname);
    if (url.protocol.startsWith("http") && !local) faults.push(`call to ${url.host}`);
  });
}

/** The browser itself logs every answer of 4xx; the specs that provoke one check what the person sees. */
function isExpected(message: ConsoleMessage): boolean {
  const url = message.location().url;
  return message.text().startsWith("Failed to load resource") && url.startsWith(`${site}/__clerk/v1/`);
}

export { expect };
