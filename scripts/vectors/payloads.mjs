// Writes tests/fixtures/webhooks/<type>.json: the example of each webhook that the application
// carries out, as Clerk's OpenAPI document has it.
//
//   npm install --no-save yaml@2.9.1
//   node scripts/vectors/payloads.mjs <webhooks-2025-04-15.yml of github.com/clerk/openapi-specs>
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const TYPES = [
  "user.created",
  "user.updated",
  "user.deleted",
  "session.created",
  "session.ended",
  "session.removed",
  "session.revoked",
];

const document = parse(readFileSync(process.argv[2], "utf8"));

/** What a `#/…` reference leads to. */
function follow(node) {
  if (!node?.$ref) return node;
  return node.$ref
    .slice(2)
    .split("/")
    .reduce((at, name) => at[name], document);
}

/** The one example of a request body. */
function exampleOf(type) {
  const body = document["x-webhooks"][type].post.requestBody.content["application/json"];
  return body.example ?? follow(body.examples.default).value;
}

for (const type of TYPES) {
  const path = fileURLToPath(new URL(`../../tests/fixtures/webhooks/${type}.json`, import.meta.url));
  writeFileSync(path, `${JSON.stringify(exampleOf(type), null, 2)}\n`);
}
