import { expect } from "@playwright/test";

import { standIn } from "./places";

interface Message {
  id: string;
  type: string;
  subject: string;
  state: string;
}

async function messages(): Promise<Message[]> {
  return ((await (await fetch(`${standIn}/control/webhooks`)).json()) as { messages: Message[] }).messages;
}

async function pull(lever: string, body: object = {}): Promise<Response> {
  const answer = await fetch(`${standIn}/control/${lever}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok, lever).toBe(true);
  return answer;
}

/** Runs `act` while no message of Clerk's arrives by itself; then all do. */
export async function whileMessagesAreHeld(act: () => Promise<void>): Promise<void> {
  await pull("webhooks/hold");
  try {
    await act();
  } finally {
    await pull("webhooks/release");
  }
}

/** Makes somebody at Clerk who never comes here; quietly means that no message tells of them. Gives Clerk's id. */
export async function makeAtClerk({ quietly = false } = {}): Promise<string> {
  const [id = ""] = (await (await pull("people", { count: 1, quietly })).json()) as string[];
  expect(id).toMatch(/^user_/);
  return id;
}

/** Waits until the application has taken every message that Clerk has for it. */
export async function everyMessageHasArrived(): Promise<void> {
  const pending = async () => (await messages()).filter(({ state }) => state === "pending").length;
  await expect.poll(pending).toBe(0);
}

/** The id of the message that somebody was made. */
export async function messageOfNewcomer(clerkId: string): Promise<string> {
  const message = (await messages()).find(({ type, subject }) => type === "user.created" && subject === clerkId);
  expect(message, `a message about ${clerkId}`).toBeDefined();
  return message!.id;
}

/** Has a message delivered now, held or not; gives the status that the application answered. */
export async function deliver(message: string): Promise<number | null> {
  const [attempt] = (await (await pull(`webhooks/${message}/send`)).json()) as { status: number | null }[];
  return attempt!.status;
}
