/** Fields that go with a log line. Secrets never do. */
export type LogFields = Record<string, unknown>

/** What every part of the product writes its own log through; `runtime` sends it to stderr and to the stream `_caudal`. */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** The same log with fields that every line carries, such as `{ source: 'landing' }`. */
  child(fields: LogFields): Log
}

/** A log that says nothing; for tests. */
export const silent: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silent,
}
