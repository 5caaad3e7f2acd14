// Sums up an lcov file by parts of the application, and fails where one is below the floor.
import { readFileSync } from "node:fs";
import { relative } from "node:path";

const FLOOR = 90;

// What decides who may do what, and what keeps people in step with Clerk.
const PARTS = {
    clerk: ["crates/clerk/src/"],
    auth: [
        "src/auth/",
        "src/server/ended_sessions.rs",
        "src/server/refusals.rs",
        "src/service/sessions.rs",
        "src/service/roles.rs",
        "src/db/ended_sessions.rs",
        "src/db/signals.rs",
        "src/db/listener.rs",
    ],
    webhooks: [
        "src/webhooks/",
        "src/service/webhooks",
        "src/service/people",
        "src/service/sync.rs",
        "src/domain/webhook.rs",
        "src/domain/person.rs",
        "src/db/webhook_events.rs",
        "src/db/users",
        "src/db/sync_runs.rs",
    ],
    "db scope": ["admin", "caller", "error", "login_role", "pooler", "scope", "visitor"].map((name) => `src/db/${name}.rs`),
};

// Tests stand at the end of a file or in files of their own, and do not count as reached.
const isTests = (file) => /(^|[/_])tests\.rs$/.test(file);

function firstLineOfTests(file) {
    const at = readFileSync(file, "utf8").split("\n").findIndex((line) => line.startsWith("#[cfg(test)]"));
    return at < 0 ? Infinity : at + 1;
}

// [file, line, whether it was reached]
function* lines(lcov) {
    let file;
    let end;
    for (const record of lcov.split("\n")) {
        if (record.startsWith("SF:")) {
            file = relative(process.cwd(), record.slice(3));
            end = isTests(file) || file.startsWith("..") ? 0 : firstLineOfTests(file);
        } else if (record.startsWith("DA:")) {
            const [line, count] = record.slice(3).split(",").map(Number);
            if (line < end) yield [file, line, count > 0];
        }
    }
}

const all = [...lines(readFileSync(process.argv[2], "utf8"))];
for (const [part, places] of Object.entries(PARTS)) {
    const own = all.filter(([file]) => places.some((place) => file.startsWith(place)));
    const reached = own.filter(([, , is]) => is).length;
    const percent = own.length === 0 ? 0 : (100 * reached) / own.length;
    console.log(`${part.padEnd(10)} ${percent.toFixed(1).padStart(5)} %  ${reached} of ${own.length} lines`);
    if (percent < FLOOR) {
        console.error(`${part}: less than ${FLOOR} %`);
        process.exitCode = 1;
    }
    if (process.argv.includes("--missed")) {
        const files = grouped(own);
        for (const [file, those] of files) {
            const missed = those.filter(([, , is]) => !is).map(([, line]) => line);
            if (missed.length > 0) console.log(`    ${file}: ${missed.length} of ${those.length}: ${missed.join(" ")}`);
        }
    }
}

function grouped(own) {
    const files = new Map();
    for (const entry of own) files.set(entry[0], [...(files.get(entry[0]) ?? []), entry]);
    return files;
}
