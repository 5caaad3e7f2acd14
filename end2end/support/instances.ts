import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";

import type { Page } from "@playwright/test";

import { databaseUrl } from "./database";
import { localData, site, standIn } from "./places";

const ROOT = resolve(__dirname, "../..");

/** A server beside the one under test. */
export interface Instance {
  port: number;
  stop: () => Promise<void>;
}

/**
 * Starts a second server of the same build, or of the one that E2E_SERVER names: its settings are the first one's
 * database and Clerk, and its public origin is the first one's, as behind a load balancer.
 */
export async function anotherInstance(): Promise<Instance> {
  const port = await freePort();
  const log = join(localData, "second.log");
  const output = openSync(log, "w");
  const program = process.env["E2E_SERVER"] ?? "target/debug/deal-brain";
  const server = spawn(resolve(ROOT, program), ["serve"], {
    cwd: ROOT,
    env: { ...process.env, ...(await settings(port)) },
    stdio: ["ignore", output, output],
  });
  // A worker that ends early takes it along.
  const end = () => server.kill();
  process.once("exit", end);
  const ended = once(server, "exit");
  await Promise.race([
    ready(`http://localhost:${port}/health/ready`),
    ended.then(() => {
      throw new Error(`the second server ended:\n${readFileSync(log, "utf8")}`);
    }),
  ]);
  return {
    port,
    stop: async () => {
      process.off("exit", end);
      server.kill();
      await ended;
    },
  };
}

/** Has a page's requests answered by that instance from now on, as a load balancer would. */
export async function sendTo(page: Page, { port }: Instance): Promise<void> {
  await page.route(`${site}/**`, (route) =>
    route.continue({ url: route.request().url().replace(site, `http://localhost:${port}`) }),
  );
}

async function settings(port: number): Promise<Record<string, string>> {
  const file = readFileSync(join(localData, "clerk", "instance.json"), "utf8");
  const instance = JSON.parse(file) as Record<string, string>;
  const [publishableKey = ""] = /pk_live_[\w=]+/.exec(await (await fetch(`${site}/sign-in`)).text()) ?? [];
  return {
    APP_ENV: "development",
    APP_ORIGIN: site,
    APP_RECONCILE_HOURS: "0",
    LEPTOS_SITE_ADDR: `127.0.0.1:${port}`,
    DATABASE_URL: databaseUrl("app_request"),
    DATABASE_MIGRATION_URL: databaseUrl("postgres"),
    CLERK_PUBLISHABLE_KEY: publishableKey,
    CLERK_SECRET_KEY: instance["secret_key"] ?? "",
    CLERK_WEBHOOK_SIGNING_SECRET: instance["webhook_signing_secret"] ?? "",
    CLERK_API_URL: standIn,
    CLERK_FAPI_URL: standIn,
    CLERK_PROXY_URL: "/__clerk",
  };
}

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

async function ready(address: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${address} does not answer`);
}
