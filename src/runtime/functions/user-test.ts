/** What the author of a test of functions writes: `import { equal, runFunction, test } from 'caudal/testing'`. */

/** What a function gave for some records. */
export interface TestOutcome {
  /** The records that it gave to `to`. */
  readonly gives: readonly Record<string, unknown>[]
  /** The reasons of those that it rejected. */
  readonly rejects: readonly string[]
  /** What it sent to other streams, by their names. */
  readonly sends: Readonly<Record<string, readonly Record<string, unknown>[]>>
  /** What it logged and printed. */
  readonly lines: readonly string[]
}

/** What a function is given besides its records. */
export interface TestOptions {
  /** The rows of the tables that it looks into, by their datasets or files, or the names of files with them; a CSV file of the project is read anyway. */
  readonly tables?: Readonly<Record<string, string | readonly Record<string, unknown>[]>>
}

/**
 * Runs a function of the project, by its name, as it runs in the project: in a process of its own, with its config and secrets, and without state.
 * A text names a file of the project with the records: JSON lines, or CSV.
 */
export declare function runFunction(
  name: string,
  records: Iterable<object> | string,
  options?: TestOptions,
): Promise<TestOutcome>

/** A test, as that of `node:test`. */
export declare function test(name: string, run: () => void | Promise<void>): void

/** Throws, with what differs, unless both are deeply equal. */
export declare function equal(actual: unknown, expected: unknown, message?: string): void
