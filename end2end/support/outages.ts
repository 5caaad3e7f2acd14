import { expect } from "@playwright/test";

import { standIn } from "./places";

async function set(outages: object): Promise<void> {
  const answer = await fetch(`${standIn}/control/outages`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(outages),
  });
  expect(answer.status).toBe(200);
}

/** Runs `act` while our server cannot reach Clerk's Backend API. */
export async function whileBackendApiIsDown(act: () => Promise<void>): Promise<void> {
  await set({ backend_api: 503 });
  try {
    await act();
  } finally {
    await set({});
  }
}
