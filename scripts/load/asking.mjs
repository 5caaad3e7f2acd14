// What those share who measure how long people wait: requests as browsers and programs send them, with
// session tokens of the tests' instance, and times that are told and held against what they may be.
import { createSign } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const encoded = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
const seconds = () => Math.floor(Date.now() / 1000);

export class Asker {
    constructor(origin, connections) {
        this.port = new URL(origin).port;
        // As pages are asked for: by the name that the server takes itself to have.
        this.host = `localhost:${this.port}`;
        this.agent = new Agent({ keepAlive: true, maxSockets: connections });
        this.key = readFileSync("tests/it/data/instance_key.pem");
        this.tokens = new Map();
    }

    // Good for a minute, as Clerk's are, and renewed after half of it, as clerk-js does.
    token(person) {
        const known = this.tokens.get(person);
        if (known && known.made > seconds() - 30) return known.text;
        const made = seconds();
        const claims = {
            iss: "https://clerk.example.com",
            sub: person,
            sid: `sess_of_${person}`,
            azp: `http://${this.host}`,
            iat: made - 5,
            nbf: made - 15,
            exp: made + 55,
            fva: [1, -1],
            sts: "active",
            v: 2,
        };
        const body = `${encoded({ alg: "RS256", typ: "JWT", kid: "ins_test" })}.${encoded(claims)}`;
        const text = `${body}.${createSign("RSA-SHA256").update(body).sign(this.key, "base64url")}`;
        this.tokens.set(person, { text, made });
        return text;
    }

    page(person) {
        return {
            accept: "text/html",
            "sec-fetch-dest": "document",
            cookie: `__session=${this.token(person)}; __client_uat=${seconds() - 60}`,
        };
    }

    call(person) {
        return { accept: "application/json", authorization: `Bearer ${this.token(person)}` };
    }

    // How many milliseconds it took until the whole answer was there, and the answer.
    send(method, path, headers, body) {
        const sent = body === undefined ? undefined : JSON.stringify(body);
        const about = sent === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(sent) };
        return new Promise((resolve, reject) => {
            const begun = performance.now();
            const asked = request(
                { host: "127.0.0.1", port: this.port, method, path, agent: this.agent, headers: { host: this.host, ...about, ...headers } },
                (answer) => {
                    const parts = [];
                    answer.on("data", (part) => parts.push(part));
                    answer.on("error", reject);
                    answer.on("end", () => {
                        const taken = performance.now() - begun;
                        const content = Buffer.concat(parts);
                        if (answer.statusCode === 200 || answer.statusCode === 201) resolve({ taken, content });
                        else reject(new Error(`${method} ${path}: ${answer.statusCode} ${answer.headers.location ?? content}`));
                    });
                },
            );
            asked.on("error", reject).end(sent);
        });
    }

    // The milliseconds until the whole answer is there, compressed as for browsers.
    async ask(path, headers) {
        const { taken } = await this.send("GET", path, { "accept-encoding": "gzip", ...headers });
        return taken;
    }

    close() {
        this.agent.destroy();
    }
}

const slow = [];

// Tells how long something took, time by time. It fails when its 95th hundredth is over `limit`.
export function told(name, times, limit) {
    times.sort((one, other) => one - other);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
    const shown = (share) => `${at(share).toFixed(1).padStart(7)} ms`;
    const over = at(0.95) > limit;
    if (over) slow.push(name);
    const verdict = over ? `   more than ${limit} ms` : "";
    console.log(`${name.padEnd(52)} p50 ${shown(0.5)}   p95 ${shown(0.95)}   most ${shown(1)}${verdict}`);
}

// Ends what measures: with a failure when something took too long.
export function judge() {
    if (slow.length === 0) return;
    console.error(`too slow: ${slow.join("; ")}`);
    process.exitCode = 1;
}
