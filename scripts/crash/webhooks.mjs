// Sends 2,000 webhooks to a server that it starts, kills and starts again, and compares what is in
// the database with what was sent. Run by webhooks.sh.
import { execFileSync, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

import { message, options, Sender, session, user } from "../load/svix.mjs";

const given = options({ origin: "", kills: 8 });
const PEOPLE = 400;
const AT_ONCE = 32;
// Svix tries again after 5 s, 5 min, 30 min, 2, 5, 10 and 10 h. Here nobody waits for hours, and
// nobody gives up.
const SCHEDULE = [50, 100, 200, 400, 800];
// One in twenty is sent again though it was acknowledged: the answer was lost on the way.
const UNHEARD = 20;

const sender = new Sender(given.origin, process.env.SECRET, AT_ONCE);

// Two of every ten people are deleted in the end.
const isDeleted = (number) => number % 5 === 0;

function messages() {
    const all = [];
    for (let number = 0; number < PEOPLE; number += 1) {
        const id = `user_crash_${number}`;
        all.push(
            message("user.created", user(id, 1, "One")),
            message("user.updated", user(id, 2, "Two")),
            isDeleted(number)
                ? message("user.deleted", { object: "user", id, deleted: true })
                : message("user.updated", user(id, 3, "Three")),
            message("session.created", session(`sess_crash_${number}`, id)),
            message("session.ended", session(`sess_crash_${number}`, id)),
        );
    }
    return shuffled(all);
}

// Always the same order, so that a failure can be looked into.
function shuffled(all) {
    let seed = 42;
    for (let at = all.length - 1; at > 0; at -= 1) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        const other = seed % (at + 1);
        [all[at], all[other]] = [all[other], all[at]];
    }
    return all;
}

class Server {
    start() {
        this.process = spawn(process.env.SERVER, ["serve"], { stdio: ["ignore", "ignore", "inherit"] });
    }

    async answers() {
        for (let tries = 0; tries < 600; tries += 1) {
            const health = await fetch(`${given.origin}/health`).catch(() => null);
            if (health?.ok) return;
            await pause(50);
        }
        throw new Error("the server does not answer");
    }

    async kill() {
        const ended = new Promise((resolve) => this.process.once("exit", resolve));
        this.process.kill("SIGKILL");
        await ended;
    }
}

const figures = { attempts: 0, cut: 0, busy: 0, acknowledged: 0, again: 0 };

async function deliver(next) {
    for (let attempt = 0; ; attempt += 1) {
        figures.attempts += 1;
        const answer = await sender.send(next).catch(() => null);
        if (answer?.status === 200) break;
        if (answer && answer.status < 500) throw new Error(`${next.type}: ${answer.status} ${answer.text}`);
        if (answer) figures.busy += 1;
        else figures.cut += 1;
        await pause(SCHEDULE[Math.min(attempt, SCHEDULE.length - 1)]);
    }
    figures.acknowledged += 1;
}

const all = messages();
const server = new Server();
server.start();
await server.answers();

let next = 0;
let isOver = false;
const lines = Array.from({ length: AT_ONCE }, async () => {
    while (next < all.length) {
        const number = next;
        next += 1;
        await deliver(all[number]);
        if (number % UNHEARD === 0) {
            figures.again += 1;
            await deliver(all[number]);
        }
    }
});
const killer = async () => {
    for (let kill = 1; kill <= given.kills; kill += 1) {
        const until = (all.length * kill) / (given.kills + 1);
        while (figures.acknowledged < until && !isOver) await pause(1);
        await server.kill();
        server.start();
    }
};
const killing = killer();
await Promise.race([Promise.all(lines), killing.then(() => new Promise(() => {}))]);
isOver = true;
await killing;
await server.answers();
sender.close();
await server.kill();
console.log(
    `${all.length} messages, ${figures.attempts} attempts: ${figures.cut} cut off by ${given.kills} kills or with nobody there, ` +
        `${figures.busy} answered 5xx, ${figures.again} sent again though they had been acknowledged`,
);

const people = (is) => Array.from({ length: PEOPLE }, (_, number) => number).filter(is).length;
const [gone, living] = [people(isDeleted), people((number) => !isDeleted(number))];
const expected = {
    messages: all.length,
    failed: 0,
    people: PEOPLE,
    living_in_the_last_version: living,
    gone,
    provisioned_twice: 0,
    provisioned_living: living,
    deleted: gone,
    logins: PEOPLE,
    logouts: PEOPLE,
    ended_sessions: PEOPLE,
};
const found = JSON.parse(
    execFileSync("psql", ["--no-psqlrc", "--no-align", "--tuples-only", process.env.DATABASE, "--command", `
        select json_build_object(
            'messages', (select count(*) from webhook_event where outcome = 'ok'),
            'failed', (select count(*) from webhook_event where outcome <> 'ok'),
            'people', (select count(*) from app_user),
            'living_in_the_last_version', (select count(*) from app_user where first_name = 'Three' and is_active),
            'gone', (select count(*) from app_user where deleted_at is not null and first_name is null and email is null),
            'provisioned_twice', (select count(*) from (
                select subject_id from audit_event where kind = 'provisioned' group by 1 having count(*) > 1) twice),
            'provisioned_living', (select count(*) from audit_event e join app_user u on u.id = e.subject_id
                where e.kind = 'provisioned' and u.deleted_at is null),
            'deleted', (select count(*) from audit_event where kind = 'deleted'),
            'logins', (select count(*) from audit_event where kind = 'login'),
            'logouts', (select count(*) from audit_event where kind = 'logout'),
            'ended_sessions', (select count(*) from ended_session))`], { encoding: "utf8" }),
);
const wrong = Object.keys(expected).filter((name) => found[name] !== expected[name]);
for (const name of wrong) console.error(`${name}: ${found[name]}, not ${expected[name]}`);
console.log(wrong.length === 0 ? "Nothing was lost, and nothing happened twice." : "FAILED");
process.exitCode = wrong.length === 0 ? 0 : 1;
