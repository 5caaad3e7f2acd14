import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { localData } from "./places";

/** For what no door of the application does: rows from before people had accounts, and a database that fails. */
export function sql(statements: string): void {
  const cluster = join(localData, "postgres");
  // Where root runs the tests, the data is elsewhere.
  const moved = join(cluster, "elsewhere");
  const data = join(existsSync(moved) ? moved : cluster, "data");
  // PostgreSQL notes there what it was started as, and, in its fifth line, where its socket is.
  const [server = ""] = readFileSync(join(data, "postmaster.opts"), "utf8").split(' "');
  const socket = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[4] ?? "";
  const reach = ["--host", socket, "--port", "5432", "--username", "postgres", "--dbname", "deal_brain"];
  const manner = ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"];
  execFileSync(join(dirname(server.trim()), "psql"), [...manner, ...reach, "--command", statements]);
}

/** Runs `act` while the database takes in everybody but one. */
export async function whileRefused(clerkId: string, act: () => Promise<void>): Promise<void> {
  sql(`create or replace function app.refuse() returns trigger language plpgsql as
         $$ begin raise exception 'the disk is full'; end $$;
       create or replace trigger refuses before insert on app_user for each row
         when (new.clerk_id = '${clerkId}') execute function app.refuse();`);
  try {
    await act();
  } finally {
    sql("drop trigger refuses on app_user; drop function app.refuse();");
  }
}
