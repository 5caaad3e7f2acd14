import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { localData } from "./places";

const DATABASE = "deal_brain";

/** Where the data of the embedded PostgreSQL is: elsewhere, where root runs the tests. */
function data(): string {
  const cluster = join(localData, "postgres");
  const moved = join(cluster, "elsewhere");
  return join(existsSync(moved) ? moved : cluster, "data");
}

/** The directory of its socket. PostgreSQL notes that in the fifth line of this file. */
function socket(): string {
  return readFileSync(join(data(), "postmaster.pid"), "utf8").split("\n")[4] ?? "";
}

/** How another program reaches the database, as one of its roles. */
export function databaseUrl(role: string): string {
  return `postgres://${role}@localhost/${DATABASE}?host=${encodeURIComponent(socket())}`;
}

/**
 * For what no door of the application does: rows from before people had accounts, and a database that fails. Gives
 * what a query answers, without its head.
 */
export function sql(statements: string): string {
  // PostgreSQL notes there what it was started as.
  const [server = ""] = readFileSync(join(data(), "postmaster.opts"), "utf8").split(' "');
  const reach = ["--host", socket(), "--port", "5432", "--username", "postgres", "--dbname", DATABASE];
  const manner = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1"];
  const psql = join(dirname(server.trim()), "psql");
  return execFileSync(psql, [...manner, ...reach, "--command", statements], { encoding: "utf8" }).trim();
}

/** Runs `act` while the database takes in everybody but these. */
export async function whileRefused(clerkIds: string[], act: () => Promise<void>): Promise<void> {
  const these = clerkIds.map((id) => `'${id}'`).join(", ");
  sql(`create or replace function app.refuse() returns trigger language plpgsql as
         $$ begin raise exception 'the disk is full'; end $$;
       create or replace trigger refuses before insert on app_user for each row
         when (new.clerk_id in (${these})) execute function app.refuse();`);
  try {
    await act();
  } finally {
    sql("drop trigger refuses on app_user; drop function app.refuse();");
  }
}

/**
 * Runs `act` while the last event that the audit log keeps of a person says something else than it did. As somebody
 * would who owns the database: the log lets nobody change an event.
 */
export async function whileTamperedWith(person: number, act: (event: string) => Promise<void>): Promise<void> {
  const event = sql(`select max(id) from audit_event where subject_id = ${person}`);
  const behindItsBack = (change: string) =>
    sql(`set session_replication_role = replica; update audit_event set ${change} where id = ${event}`);
  const before = sql(`select detail from audit_event where id = ${event}`).replaceAll("'", "''");
  behindItsBack(`detail = '{"reason": "because"}'`);
  try {
    await act(event);
  } finally {
    behindItsBack(`detail = '${before}'`);
  }
}
