// Asks a server on this machine for pages as browsers do, with session tokens of the tests' instance:
// one after the other for how long they take, then many at once for how many there are a second.
//
//   node scripts/load/pages.mjs --origin http://127.0.0.1:3400
import { createSign } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

import { options } from "./svix.mjs";

const given = options({ origin: "http://127.0.0.1:3400", people: 100_000, times: 200, concurrency: 16, seconds: 10 });
const { port } = new URL(given.origin);
// As pages are asked for: by the name that the server takes itself to have.
const HOST = `localhost:${port}`;
const KEY = readFileSync("tests/it/data/instance_key.pem");
const agent = new Agent({ keepAlive: true, maxSockets: given.concurrency });

const ADMINISTRATOR = "user_load1";
const KEEPER_OF_5000 = "user_load2";
const KEEPER_OF_25 = "user_load3";

const encoded = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
const seconds = () => Math.floor(Date.now() / 1000);
const tokens = new Map();

// Good for a minute, as Clerk's are, and renewed after half of it, as clerk-js does.
function token(person) {
    const known = tokens.get(person);
    if (known && known.made > seconds() - 30) return known.text;
    const made = seconds();
    const claims = {
        iss: "https://clerk.example.com",
        sub: person,
        sid: `sess_of_${person}`,
        azp: `http://${HOST}`,
        iat: made - 5,
        nbf: made - 15,
        exp: made + 55,
        fva: [1, -1],
        sts: "active",
        v: 2,
    };
    const body = `${encoded({ alg: "RS256", typ: "JWT", kid: "ins_test" })}.${encoded(claims)}`;
    const text = `${body}.${createSign("RSA-SHA256").update(body).sign(KEY, "base64url")}`;
    tokens.set(person, { text, made });
    return text;
}

function page(person) {
    return {
        accept: "text/html",
        "sec-fetch-dest": "document",
        cookie: `__session=${token(person)}; __client_uat=${seconds() - 60}`,
    };
}

function call(person) {
    return { accept: "application/json", authorization: `Bearer ${token(person)}` };
}

// The milliseconds until the whole answer is there.
function ask(path, headers) {
    return new Promise((resolve, reject) => {
        const begun = performance.now();
        const asked = request(
            { host: "127.0.0.1", port, path, agent, headers: { host: HOST, "accept-encoding": "gzip", ...headers } },
            (answer) => {
                if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode} ${answer.headers.location ?? ""}`));
                answer.on("end", () => resolve(performance.now() - begun)).on("error", reject).resume();
            },
        );
        asked.on("error", reject).end();
    });
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);

// One after the other; `path` of a number, so that no two need be the same.
async function howLong(name, path, headers) {
    for (let warm = 0; warm < 20; warm += 1) await ask(path(warm), headers());
    const times = [];
    for (let turn = 0; turn < given.times; turn += 1) times.push(await ask(path(turn), headers()));
    times.sort((one, other) => one - other);
    console.log(`${name.padEnd(52)} p50 ${at(times, 0.5).padStart(7)} ms   p95 ${at(times, 0.95).padStart(7)} ms`);
}

// Many at once, for some seconds.
async function howMany(name, path, headers) {
    for (let warm = 0; warm < 20; warm += 1) await ask(path, headers());
    const begun = performance.now();
    const end = begun + given.seconds * 1000;
    let answered = 0;
    const client = async () => {
        for (; performance.now() < end; answered += 1) await ask(path, headers());
    };
    await Promise.all(Array.from({ length: given.concurrency }, client));
    const rate = answered / ((performance.now() - begun) / 1000);
    console.log(`${name.padEnd(52)} ${rate.toFixed(0).padStart(7)} a second, ${given.concurrency} at once`);
}

// Different people each time, spread over all of them.
const somebody = (turn) => 1 + ((turn * 7919) % given.people);
const address = (turn) => encodeURIComponent(`person${somebody(turn)}@example.com`);
const name = (turn) => encodeURIComponent(`ben family${somebody(turn) % 5000}`);

await howLong("admin: people, newest first", () => "/admin/people", () => page(ADMINISTRATOR));
await howLong("admin: people, search for an address", (turn) => `/admin/people?q=${address(turn)}`, () => page(ADMINISTRATOR));
await howLong("admin: people, search for a name", (turn) => `/admin/people?q=${name(turn)}`, () => page(ADMINISTRATOR));
await howLong("admin: search by the interface", (turn) => `/api/v1/admin/users?q=${address(turn)}`, () => call(ADMINISTRATOR));
await howLong("first page of 5,000 offers", () => "/listings", () => page(KEEPER_OF_5000));
await howLong("first page of 5,000 offers, by the interface", () => "/api/v1/listings", () => call(KEEPER_OF_5000));
await howMany("signed-in page with 25 offers", "/listings", () => page(KEEPER_OF_25));
await howMany("GET /api/v1/users/me", "/api/v1/users/me", () => call(KEEPER_OF_25));
agent.destroy();
