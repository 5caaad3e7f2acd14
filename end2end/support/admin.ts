import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Where this repository is, as the server sees it. */
const root = resolve(__dirname, "../..");

/**
 * Gives somebody who has been here a role, as whoever runs the server would: by the command line. The server's own
 * PostgreSQL says in its `postmaster.pid` where its socket is.
 */
export function giveRole(email: string, role: "user" | "admin"): void {
  const postgres = resolve(root, process.env["APP_LOCAL_DIR"] ?? ".local", "postgres");
  const data = [resolve(postgres, "elsewhere", "data"), resolve(postgres, "data")].find(existsSync);
  if (!data) throw new Error(`no cluster in ${postgres}`);
  const socket = readFileSync(resolve(data, "postmaster.pid"), "utf8").split("\n")[4] ?? "";
  const url = `postgres://app_request@localhost/deal_brain?host=${encodeURIComponent(socket)}`;
  const command = process.env["DEAL_BRAIN"] ?? resolve(root, "target/debug/deal-brain");
  execFileSync(command, ["users", "role", email, role], { cwd: root, env: { ...process.env, DATABASE_URL: url } });
}
