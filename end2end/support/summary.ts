// The closing line of a run, which `cargo xtask test` prints again at its end.

import type { FullResult, Reporter, Suite, TestCase } from "@playwright/test/reporter";

export default class Summary implements Reporter {
  private tests: TestCase[] = [];

  onBegin(_config: unknown, suite: Suite): void {
    this.tests = suite.allTests();
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult["status"] } | undefined> {
    const outcomes = this.tests.map((test) => (test.results.length === 0 ? "skipped" : test.outcome()));
    const passed = outcomes.filter((outcome) => outcome === "expected").length;
    const failed = outcomes.filter((outcome) => outcome === "unexpected").length;
    const skipped = outcomes.filter((outcome) => outcome === "skipped").length;
    console.log(`\nbrowser: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
    // A run without a single test proves nothing.
    return result.status === "passed" && passed === 0 ? { status: "failed" } : undefined;
  }

  printsToStdio(): boolean {
    return false;
  }
}
