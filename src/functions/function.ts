/**
 * A function takes records and gives records. The built-in ones are pure: what they give depends on their options, their records and
 * what the context hands in, and a record is never changed in place. Each has one of three forms, the narrowest that does: `pick`
 * decides without looking, so that bytes pass unread; `each` turns one record into one or none; `run` may hold, join and multiply.
 */
import type { Static, TObject } from 'typebox'
import type { JsonRecord } from '../model/record.ts'

export type { JsonRecord } from '../model/record.ts'

export interface FunctionDeclaration<Options extends TObject = TObject> {
  readonly name: string
  /** One sentence with a full stop. */
  readonly summary: string
  readonly options: Options
  /** Records and what becomes of them: they are its tests and its docs. The first one's options are its example. */
  readonly cases: readonly FunctionCase[]
  /** What the runtime prepares for these options; UserError where they do not go together. */
  needs?(options: Static<Options>): FunctionNeeds
  /** Prepared once, then asked for every record whether it stays. Undefined where these options need a look: then `each` is used. */
  pick?(options: Static<Options>, context: FunctionContext): (() => boolean) | undefined
  /**
   * Prepared once, then called with every record. Undefined: the context was told what became of it. Fields that it has nothing to do
   * with stay; what makes other records of those that it is given, such as one of few fields only, uses `run`.
   */
  each?(options: Static<Options>, context: FunctionContext): (record: JsonRecord) => JsonRecord | undefined
  /** Called with the records of one batch; between batches it keeps nothing but `context.state`. */
  run?(
    options: Static<Options>,
    records: Iterable<JsonRecord>,
    context: FunctionContext,
  ): Generator<JsonRecord, void, void>
}

/** What the runtime hands in. */
export interface FunctionHost {
  /** Kept from batch to batch, and committed together with what the batch gave. */
  readonly state: FunctionState
  /** Milliseconds since 1970. */
  now(): number
  /** A condition in KQL as a predicate. */
  matches(condition: string): (record: JsonRecord) => boolean
  /** The rows of a table that `needs` named; another array once they changed. */
  table(source: TableSource): readonly JsonRecord[]
}

/** What a function is given beside its records: every record that it does not give back is accounted for here. */
export interface FunctionContext extends FunctionHost {
  /** The record goes to the error stream. The reason is a sentence, lower case, no full stop. */
  reject(record: JsonRecord, reason: string): undefined
  /** It is left out by choice of whoever wrote the options. */
  drop(count?: number): undefined
  /** It came too late to count. */
  dropLate(count?: number): undefined
  /** It was there before. */
  duplicate(count?: number): undefined
  /** It leaves by an output of its own, which `needs` named, and goes no further along the chain. */
  send(output: string, record: JsonRecord): undefined
}

/** Keys and JSON values. */
export interface FunctionState {
  get(key: string): unknown
  set(key: string, value: unknown): void
  delete(key: string): void
  /** Those whose keys begin so, in the order of their keys' bytes. What the loop itself deletes or sets may or may not come. */
  entries(prefix: string): Iterable<readonly [key: string, value: unknown]>
}

export interface FunctionNeeds {
  /** All conditions in the options, so that mistakes in them are told before anything starts. */
  readonly conditions?: readonly string[]
  /** The streams that it sends to. */
  readonly outputs?: readonly string[]
  readonly tables?: readonly TableSource[]
  /** It keeps state, so that its records are worked on in one order by one at a time. */
  readonly state?: boolean
  /** It holds records back until a time: it is also run with no records, about once a second. */
  readonly ticks?: boolean
}

/** A CSV file of the project's folder, or a dataset. */
export type TableSource = { readonly file: string } | { readonly dataset: string }

export interface FunctionCase {
  readonly options: Readonly<Record<string, unknown>>
  readonly given: readonly JsonRecord[]
  readonly gives: readonly JsonRecord[]
  readonly sends?: Readonly<Record<string, readonly JsonRecord[]>>
  readonly rejects?: readonly string[]
  readonly dropped?: number
  readonly late_dropped?: number
  readonly duplicate?: number
  /** The rows of its table. */
  readonly table?: readonly JsonRecord[]
}

/** Declares a built-in function; the types of its options follow from their schema. */
export function defineFunction<Options extends TObject>(
  declaration: FunctionDeclaration<Options>,
): FunctionDeclaration<Options> {
  return declaration
}
