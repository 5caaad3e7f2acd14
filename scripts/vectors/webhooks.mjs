// Writes tests/vectors/webhooks.json: every payload in tests/fixtures/webhooks, signed by the
// JavaScript packages that Clerk's own code signs and verifies with. The Rust tests accept what
// these sign, and nothing that differs from it by a byte.
//
//   npm install --no-save svix@1.99.1 standardwebhooks@1.1.1
//   node scripts/vectors/webhooks.mjs
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";

// Made up for this file; it signs nothing else.
const SECRET = "whsec_dmVjdG9yc19vZl9kZWFsX2JyYWluX29ubHlf";
// The tests' clock stands here.
const NOW = new Date("2026-11-01T12:00:00Z");

const root = new URL("../../tests/", import.meta.url);
const signers = { svix: SvixWebhook, standardwebhooks: StandardWebhook };

const vectors = [];
for (const file of readdirSync(new URL("fixtures/webhooks/", root)).sort()) {
  const body = readFileSync(new URL(`fixtures/webhooks/${file}`, root), "utf8");
  for (const [signer, Webhook] of Object.entries(signers)) {
    const id = `msg_${signer}_${file.replace(".json", "")}`;
    const signature = new Webhook(SECRET).sign(id, NOW, body);
    vectors.push({ signer, file, id, signature });
  }
}

const timestamp = NOW.getTime() / 1000;
const text = JSON.stringify({ secret: SECRET, timestamp, vectors }, null, 2);
writeFileSync(new URL("vectors/webhooks.json", root), `${text}\n`);
