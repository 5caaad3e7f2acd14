import type { FullResult, Reporter, Suite, TestCase } from "@playwright/test/reporter";

/**
 * Says at the very end, in a few lines each, what failed and what only passed when tried again: a log is often read
 * from its end, and often cut.
 */
export default class Verdict implements Reporter {
  private suite: Suite | undefined;

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(_result: FullResult): void {
    const cases = this.suite?.allTests() ?? [];
    this.tell("FLAKY", cases.filter((test) => test.outcome() === "flaky"));
    this.tell("FAILED", cases.filter((test) => test.outcome() === "unexpected"));
  }

  printsToStdio(): boolean {
    return false;
  }

  private tell(word: string, cases: TestCase[]): void {
    for (const test of cases) {
      console.log(`${word}: ${test.titlePath().filter(Boolean).join(" › ")}`);
      for (const error of test.results.flatMap((result) => result.errors)) {
        console.log(plain(error.message ?? error.value ?? "").slice(0, 1500));
      }
    }
  }
}

/** Without the terminal's colours. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/\u001b\[[0-9;]*m/g, "");
}
