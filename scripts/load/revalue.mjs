// Changes one of somebody's thirty rules over and over, by the interface of a server on this machine,
// and tells how long it took until it was answered: by then their 500 offers are valued anew, by these
// rules and by the baseline's. It may take so many milliseconds in 95 of 100 times.
//
//   node scripts/load/revalue.mjs --origin http://127.0.0.1:3400
import { Asker, judge, told } from "./asking.mjs";
import { options } from "./svix.mjs";

const given = options({ origin: "http://127.0.0.1:3400", times: 50, limit: 1000 });
const asker = new Asker(given.origin, 1);

const PERSON = "user_load1";
const OFFERS = 500;
const RULES = 30;

async function call(method, path, body) {
    const { taken, content } = await asker.send(method, `/api/v1${path}`, asker.call(PERSON), body);
    return { taken, json: JSON.parse(content) };
}

const made = async (path, body) => (await call("POST", path, body)).json.id;
const adding = (value_usd) => [{ type: "add", value_usd }];

// The adjusted prices of all offers, in cents, by the offers' ids.
async function prices() {
    const found = new Map();
    for (let next = ""; next !== null; ) {
        const { json } = await call("GET", `/listings?limit=200${next}`);
        for (const { id, adjusted_price_usd } of json.items) found.set(id, Math.round(Number(adjusted_price_usd) * 100));
        next = json.next_cursor ? `&cursor=${encodeURIComponent(json.next_cursor)}` : null;
    }
    return found;
}

const ruleset = await made("/rulesets", { name: "Mine" });
const group = await made(`/rulesets/${ruleset}/groups`, { name: "All" });
let rule;
for (let number = 0; number < RULES; number += 1) {
    rule = await made(`/rule-groups/${group}/rules`, { name: `Rule ${number}`, actions: adding(-1) });
}

const before = await prices();
const times = [];
for (let turn = 1; turn <= given.times; turn += 1) {
    const { taken } = await call("PATCH", `/rules/${rule}`, { actions: adding(-1 - turn / 100) });
    times.push(taken);
}
const after = await prices();
asker.close();

// Or it was quick because it did nothing.
const moved = [...before].filter(([id, cents]) => after.get(id) === cents - given.times).length;
if (before.size !== OFFERS || moved !== OFFERS) {
    throw new Error(`of ${OFFERS} offers ${before.size} were found, and ${moved} have the new price`);
}
told(`one rule changed, ${OFFERS} offers valued anew`, times, given.limit);
judge();
