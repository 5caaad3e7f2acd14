// Sends webhooks to a server on this machine, first as fast as it takes them, then at a steady rate,
// and tells how many there were a second and how long it took until their effect could be seen.
//
//   SECRET=whsec_… DATABASE=postgres://… node scripts/load/webhooks.mjs --origin http://127.0.0.1:3000
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

import { message, options, Sender, session, user } from "./svix.mjs";

const given = options({ origin: "http://127.0.0.1:3000", events: 10_000, rate: 1_000, concurrency: 16, seconds: 10 });
const sender = new Sender(given.origin, process.env.SECRET, 256);
const THEN = Date.now();

// Of ten messages four tell of somebody new, four of somebody who has changed, two of sessions.
function* story() {
    for (let made = 0; ; ) {
        for (let turn = 0; turn < 4; turn += 1, made += 1) {
            const id = `user_load_${THEN}_${made}`;
            yield message("user.created", user(id, 1, "Before"));
        }
        for (let back = 4; back > 0; back -= 1) {
            yield message("user.updated", user(`user_load_${THEN}_${Math.max(0, made - back - 40)}`, made + 2, `Name ${made}`));
        }
        const owner = `user_load_${THEN}_${Math.max(0, made - 40)}`;
        yield message("session.created", session(`sess_${THEN}_${made}`, owner));
        yield message("session.ended", session(`sess_${THEN}_${made}`, owner));
    }
}

// Asks the database itself whether somebody is there, over one connection.
class Eyes {
    constructor(url) {
        this.psql = spawn("psql", ["--quiet", "--no-psqlrc", "--no-align", "--tuples-only", url], {
            stdio: ["pipe", "pipe", "inherit"],
        });
        this.waiting = [];
        createInterface({ input: this.psql.stdout }).on("line", (line) => this.waiting.shift()(line === "1"));
    }

    sees(clerkId) {
        return new Promise((resolve) => {
            this.waiting.push(resolve);
            this.psql.stdin.write(`select count(*) from app_user where clerk_id = '${clerkId}';\n`);
        });
    }

    async until(clerkId) {
        while (!(await this.sees(clerkId)));
    }

    close() {
        this.psql.stdin.end();
    }
}

const refused = new Map();

async function deliver(next) {
    const { status, text } = await sender.send(next);
    if (status !== 200) refused.set(`${status} ${text}`, (refused.get(`${status} ${text}`) ?? 0) + 1);
}

async function asFastAsItCan(messages) {
    const begun = performance.now();
    const took = [];
    let left = given.events;
    const line = async () => {
        while (left > 0) {
            left -= 1;
            const sent = performance.now();
            await deliver(messages.next().value);
            took.push(performance.now() - sent);
        }
    };
    await Promise.all(Array.from({ length: given.concurrency }, line));
    const seconds = (performance.now() - begun) / 1000;
    show(`${given.concurrency} at a time, to the answer`, took);
    return given.events / seconds;
}

// Each message has its moment, whether or not those before it have been answered: who waits in
// line is counted as waiting.
async function steadily(messages, eyes) {
    const answered = [];
    const seen = [];
    const underWay = [];
    const begun = performance.now();
    const count = given.rate * given.seconds;
    for (let number = 0; number < count; ) {
        const due = Math.min(count, Math.floor(((performance.now() - begun) / 1000) * given.rate) + 1);
        for (; number < due; number += 1) {
            const moment = begun + (number / given.rate) * 1000;
            const next = messages.next().value;
            underWay.push(deliver(next).then(() => answered.push(performance.now() - moment)));
            if (number % 20 === 0 && next.type === "user.created") {
                underWay.push(eyes.until(next.data.id).then(() => seen.push(performance.now() - moment)));
            }
        }
        await pause(1);
    }
    await Promise.all(underWay);
    const seconds = (performance.now() - begun) / 1000;
    show(`${given.rate} a second, to the answer`, answered);
    show("   until the row is seen", seen);
    return count / seconds;
}

function show(name, times) {
    times.sort((one, other) => one - other);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1).padStart(8);
    console.log(`${name.padEnd(36)} p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  p99 ${at(0.99)} ms  of ${times.length}`);
}

const eyes = new Eyes(process.env.DATABASE);
const messages = story();
// The first ones make the connections and the plans.
for (let warm = 0; warm < 500; warm += 1) await deliver(messages.next().value);
const most = await asFastAsItCan(messages);
const steady = await steadily(messages, eyes);
eyes.close();
sender.close();
console.log(`as fast as it can: ${most.toFixed(0)} events a second; steadily: ${steady.toFixed(0)}`);
if (refused.size > 0) {
    console.error("not taken:", Object.fromEntries(refused));
    process.exitCode = 1;
}
