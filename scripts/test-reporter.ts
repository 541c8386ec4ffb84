import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** What `scripts/test.mjs` sums up. */
export interface TestReport {
  readonly passed: number
  readonly failed: readonly string[]
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
}

/** Writes how many tests passed, which failed, and which were skipped and why, to the file of CAUDAL_TEST_REPORT. */
export default class ReportFile implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => ({ module, test })))
    const nameOf = (module: TestModule, test: TestCase) => `${module.relativeModuleId}: ${test.fullName}`
    const report: TestReport = {
      passed: tests.filter(({ test }) => test.result().state === 'passed').length,
      failed: [
        ...tests.filter(({ test }) => test.result().state === 'failed').map(({ module, test }) => nameOf(module, test)),
        // A file that does not load, or fails outside of its tests, is a failure too.
        ...modules.flatMap((module) => module.errors().map(({ message }) => `${module.relativeModuleId}: ${message}`)),
        ...unhandled.map(({ message }) => message),
      ],
      skipped: tests.flatMap(({ module, test }) => {
        const result = test.result()
        return result.state === 'skipped'
          ? [{ name: nameOf(module, test), reason: result.note ?? 'no reason given' }]
          : []
      }),
    }
    writeFileSync(process.env.CAUDAL_TEST_REPORT!, JSON.stringify(report))
  }
}
