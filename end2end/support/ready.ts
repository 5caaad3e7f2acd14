import { site } from "./places";

/** Waits until the server answers: cargo-leptos starts the tests as soon as it has started the server. */
export default async function ready(): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      const response = await fetch(`${site}/health`);
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > deadline) throw new Error(`${site} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
