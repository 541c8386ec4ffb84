/** What the author of a function writes and is given: `import { defineFunction } from 'caudal'`. */

export type UserRecord = Record<string, unknown>

/** The records of each stream, as `caudal types` found them. */
// biome-ignore lint/suspicious/noEmptyInterface: each project has its own.
export interface StreamRecords {}

/** The records of a stream by its name, or as they are described. */
export type RecordOf<Input> = Input extends keyof StreamRecords ? StreamRecords[Input] : Input

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

/** What may be given: records, one by one, or nothing. */
export type UserRecords = AsyncIterable<object> | Iterable<object> | Promise<undefined | void> | undefined | void

/** A request by HTTP, without the headers that hold secrets: `authorization`, `proxy-authorization` and `cookie`. */
export interface UserRequest {
  readonly method: string
  readonly path: string
  /** The parts of the path that stand in braces. */
  readonly params: Readonly<Record<string, string>>
  /** Of a name that comes several times, the values in a list. */
  readonly query: Readonly<Record<string, string | readonly string[]>>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** By its content type: JSON as a value, a form as an object, text as text, anything else as bytes. Undefined without one. */
  readonly body: unknown
  /** The body as it came, for signatures. */
  readonly bytes: Uint8Array
  /** Whose token was sent; undefined where access is public. */
  readonly caller?: {
    readonly name: string
    readonly role: string
    readonly attributes?: Readonly<Record<string, string>>
  }
  /** Stands in the log, in the error stream and in the header `x-request-id` of the answer. */
  readonly id: string
}

/** An answer: 200 unless it says otherwise, 204 without a body. */
export interface UserResponse {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Text, bytes, or a value that goes out as JSON. */
  readonly body?: unknown
}

/** A file that landed. */
export interface UserFile {
  /** Relative to the project where it lies in it. */
  readonly path: string
  /** Without folders. */
  readonly name: string
  readonly size: number
  readonly modified: Date
  bytes(): Promise<Uint8Array>
  text(): Promise<string>
  /** Its lines without their ends. */
  lines(): AsyncIterable<string>
  stream(): ReadableStream<Uint8Array>
}

/** Why it is run: the time has come, the time was missed, or somebody asked for it. */
export type UserOccasion = 'due' | 'missed' | 'manual'

/** One or more of four: what starts the function, in the project file, says which one is called. */
export interface UserFunction<Input = UserRecord, Config = Readonly<Record<string, unknown>>> {
  /** Called with each batch of records. What it yields goes to `to`; a batch whose run throws is tried again, in parts. */
  run?(records: Iterable<Input>, context: UserContext<Config>): UserRecords
  /** Called with each request. What it yields goes to `to`; what it returns is answered once that is on disk. */
  http?(
    request: UserRequest,
    context: Omit<UserContext<Config>, 'state'>,
  ):
    | AsyncGenerator<object, UserResponse | undefined | void>
    | Generator<object, UserResponse | undefined | void>
    | Promise<UserResponse | undefined | void>
    | UserResponse
    | undefined
    | void
  /** Called with the time that was due. What it yields goes to `to`. */
  schedule?(at: Date, context: UserContext<Config> & { readonly occasion: UserOccasion }): UserRecords
  /** Called with each version of a file. What it yields goes to `to`. */
  file?(file: UserFile, context: UserContext<Config>): UserRecords
}

/** Declares a function; gives it the types: `defineFunction<'readings_raw'>({ … })` knows the fields of this stream. */
export function defineFunction<
  Input extends keyof StreamRecords | object = UserRecord,
  Config = Readonly<Record<string, unknown>>,
>(declaration: UserFunction<RecordOf<Input>, Config>): UserFunction<RecordOf<Input>, Config> {
  return declaration
}
