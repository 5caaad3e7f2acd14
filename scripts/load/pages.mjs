// Asks a server on this machine for pages as browsers do, with session tokens of the tests' instance:
// one after the other for how long they take, which may be so many milliseconds in 95 of 100 times,
// then many at once for how many there are a second.
//
//   node scripts/load/pages.mjs --origin http://127.0.0.1:3400
import { Asker, judge, told } from "./asking.mjs";
import { options } from "./svix.mjs";

const given = options({ origin: "http://127.0.0.1:3400", people: 100_000, times: 200, concurrency: 16, seconds: 10, limit: 100 });
const asker = new Asker(given.origin, given.concurrency);

const ADMINISTRATOR = "user_load1";
const KEEPER_OF_5000 = "user_load2";
const KEEPER_OF_25 = "user_load3";

const page = (person) => asker.page(person);
const call = (person) => asker.call(person);

// One after the other; `path` of a number, so that no two need be the same.
async function howLong(name, path, headers) {
    for (let warm = 0; warm < 20; warm += 1) await asker.ask(path(warm), headers());
    const times = [];
    for (let turn = 0; turn < given.times; turn += 1) times.push(await asker.ask(path(turn), headers()));
    told(name, times, given.limit);
}

// Many at once, for some seconds.
async function howMany(name, path, headers) {
    for (let warm = 0; warm < 20; warm += 1) await asker.ask(path, headers());
    const begun = performance.now();
    const end = begun + given.seconds * 1000;
    let answered = 0;
    const client = async () => {
        for (; performance.now() < end; answered += 1) await asker.ask(path, headers());
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
for (const sorted of ["sort=composite", "sort=cpu&q=offer&min_price=100", "status=any&sort=title&dir=desc"]) {
    await howLong(`5,000 offers, ${sorted}`, () => `/api/v1/listings?${sorted}`, () => call(KEEPER_OF_5000));
}
await howLong("dashboard of 5,000 offers", () => "/dashboard", () => page(KEEPER_OF_5000));
await howMany("signed-in page with 25 offers", "/listings", () => page(KEEPER_OF_25));
await howMany("GET /api/v1/users/me", "/api/v1/users/me", () => call(KEEPER_OF_25));
asker.close();
judge();
