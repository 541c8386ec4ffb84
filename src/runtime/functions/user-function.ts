/** What the author of a function writes and is given: `import { defineFunction } from 'caudal'`. */

export type UserRecord = Record<string, unknown>

/** Keys and JSON values, kept from batch to batch and committed together with what the batch gave. */
export interface UserState {
  get<Value = unknown>(key: string): Value | undefined
  set(key: string, value: unknown): void
  delete(key: string): void
  /** Those whose keys begin so, in the order of their keys. */
  entries<Value = unknown>(prefix?: string): Iterable<readonly [key: string, value: Value]>
}

export interface UserLog {
  debug(message: string, fields?: object): void
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
  error(message: string, fields?: object): void
}

export interface UserContext<Config = Readonly<Record<string, unknown>>> {
  /** The record goes to the error stream, with the reason and its original text. Several reasons for one record become one. */
  reject(record: object, reason: string): void
  readonly state: UserState
  /** What stands under `with`. */
  readonly config: Config
  /** What stands under `secrets`. */
  readonly secrets: Readonly<Record<string, string>>
  /** Lines of the stream `_caudal`. */
  readonly log: UserLog
  readonly fetch: typeof fetch
  /** Aborts when the time of the batch is over. */
  readonly signal: AbortSignal
}

export interface UserFunction<Input = UserRecord, Config = Readonly<Record<string, unknown>>> {
  /** Called with each batch of records. What it yields goes to `to`; a batch whose run throws is tried again, in parts. */
  run(
    records: Iterable<Input>,
    context: UserContext<Config>,
  ): AsyncIterable<object> | Iterable<object> | Promise<undefined | void> | undefined | void
}

/** Declares a function; gives it the types. */
export function defineFunction<Input = UserRecord, Config = Readonly<Record<string, unknown>>>(
  declaration: UserFunction<Input, Config>,
): UserFunction<Input, Config> {
  return declaration
}
