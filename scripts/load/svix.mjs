// What the senders of webhooks share: messages as Clerk writes them, signed as Svix signs them.
import { createHmac } from "node:crypto";
import http from "node:http";

export const PATH = "/api/webhooks/clerk";

// How long Svix waits for an answer.
const PATIENCE = 15_000;
const THEN = Date.now();

// Only to this machine: nobody else asked for it.
export function endpoint(origin) {
    const url = new URL(PATH, origin);
    if (url.protocol !== "http:" || !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)) {
        throw new Error(`${origin} is not on this machine`);
    }
    return url;
}

export class Sender {
    constructor(origin, secret, connections) {
        this.url = endpoint(origin);
        this.key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
        this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    }

    // The status and body of the answer. Signed anew each time, as Svix does for each attempt.
    send({ id, body }) {
        const timestamp = Math.floor(Date.now() / 1000);
        const signature = createHmac("sha256", this.key).update(`${id}.${timestamp}.${body}`).digest("base64");
        const headers = {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
            "svix-id": id,
            "svix-timestamp": timestamp,
            "svix-signature": `v1,${signature}`,
        };
        return new Promise((resolve, reject) => {
            const request = http.request(this.url, { method: "POST", agent: this.agent, headers, timeout: PATIENCE });
            request.on("timeout", () => request.destroy(new Error("no answer")));
            request.on("error", reject);
            request.on("response", (response) => {
                let text = "";
                response.setEncoding("utf8");
                response.on("data", (part) => (text += part));
                response.on("error", reject);
                response.on("end", () => resolve({ status: response.statusCode, text }));
            });
            request.end(body);
        });
    }

    close() {
        this.agent.destroy();
    }
}

let messages = 0;

export function message(type, data) {
    messages += 1;
    const body = JSON.stringify({ type, object: "event", instance_id: "ins_load", timestamp: Date.now(), data });
    return { id: `msg_${THEN}_${messages}`, type, data, body };
}

// A user object of that version, with all that Clerk sends with it.
export function user(id, version, name) {
    return {
        object: "user",
        id,
        first_name: name,
        last_name: "Ashworth",
        username: null,
        image_url: "https://img.clerk.com/load",
        has_image: true,
        primary_email_address_id: "idn_1",
        email_addresses: [
            {
                id: "idn_1",
                object: "email_address",
                email_address: `${id}@example.com`,
                verification: { status: "verified", strategy: "email_code", attempts: 1, expire_at: THEN },
                linked_to: [],
            },
        ],
        phone_numbers: [],
        external_accounts: [],
        public_metadata: {},
        private_metadata: {},
        unsafe_metadata: {},
        banned: false,
        locked: false,
        two_factor_enabled: false,
        last_sign_in_at: null,
        created_at: THEN,
        updated_at: THEN + version,
    };
}

export function session(id, user_id) {
    return { object: "session", id, user_id, status: "active", created_at: THEN, updated_at: THEN, client_id: "client_1" };
}

// --name value pairs of the command line, whole numbers as such, over these defaults.
export function options(defaults) {
    const given = { ...defaults };
    for (let at = 2; at < process.argv.length; at += 2) {
        const name = process.argv[at].replace(/^--/, "");
        const value = process.argv[at + 1];
        if (!(name in defaults) || value === undefined) throw new Error(`unknown option: ${process.argv[at]}`);
        given[name] = typeof defaults[name] === "number" ? number(name, value) : value;
    }
    return given;
}

function number(name, text) {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > 100_000) throw new Error(`--${name}: 1 to 100000`);
    return value;
}
