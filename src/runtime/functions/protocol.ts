/** What the main process and a worker say to each other. Records go in the bodies of messages, as NDJSON. */
import type { Place } from '../../lib/errors.ts'
import type { QueryColumn } from '../../query/kql/columns.ts'

/** A stream that a function writes to. */
export interface Destination {
  readonly stream: string
  readonly partitions: number
  /** The field whose value chooses the partition; without one, a partition of the input writes to one of the output. */
  readonly key?: string | undefined
}

/** What to run: a module of the project, a chain of built-in functions, or a program. */
export type Body =
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'chain'; readonly steps: readonly BuiltInCall[]; readonly columns: readonly QueryColumn[] }
  | { readonly kind: 'program'; readonly command: readonly string[] }

/** A built-in function with its options. */
export interface BuiltInCall {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
}

/** By what starts it: records, requests, times or files. */
export type Handler = 'run' | 'http' | 'schedule' | 'file'

/** A function, as a worker has to know it. */
export interface Task {
  readonly name: string
  /** The stream that it reads; the path of one that answers requests. */
  readonly stream: string
  /** What of its module is called. */
  readonly handler: Handler
  /** The project's folder. */
  readonly folder: string
  /** The folders and files in which what it runs on lands. */
  readonly landing: readonly string[]
  /** Where programs are found. */
  readonly path: string
  readonly body: Body
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, string>>
  /** Where its records go: the stream of `to`, the one of `errors`, then those that it sends to by name. */
  readonly outputs: readonly Destination[]
  /** Which of the outputs is that of `to`; absent for a function that only has effects. */
  readonly to: number | undefined
  readonly errors: number
}

/** Where the records of a run came from, in order. */
export interface RecordOrigin {
  readonly offset: number
  readonly count: number
  readonly source: string
  readonly request?: string | undefined
  readonly line?: number | undefined
}

export interface RunOrder {
  readonly partition: number
  /** The offset behind the records. */
  readonly position: number
  /** Which run at this position it is: those without records follow the one with them. */
  readonly turn: number
  readonly origins: readonly RecordOrigin[]
}

/** A request by HTTP, without its body. */
export interface RequestHead {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string | readonly string[]>>
  readonly headers: Readonly<Record<string, string>>
  readonly caller?: {
    readonly name: string
    readonly role: string
    readonly attributes?: Readonly<Record<string, string>>
  }
}

export interface ResponseHead {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
}

/** What modules are as JavaScript, by the file, relative to the project. */
export type Code = Readonly<Record<string, string>>

export type Order =
  /** The first: what functions of this kind need is made ready. */
  | { readonly type: 'warm'; readonly kind: Body['kind'] }
  | { readonly type: 'open'; readonly task: Task; readonly state: string; readonly code: Code }
  /** A partition is taken up: what it has in its outbox is told, as results. */
  | { readonly type: 'take'; readonly partition: number }
  | ({ readonly type: 'run' } & RunOrder)
  /** A request, with its body. */
  | { readonly type: 'answer'; readonly request: RequestHead }
  /** All outputs up to this run are durable. */
  | { readonly type: 'confirm'; readonly partition: number; readonly position: number; readonly turn: number }
  /** Another worker takes the partition. */
  | { readonly type: 'release'; readonly partition: number }
  /** The rows of a table, as NDJSON. */
  | { readonly type: 'table'; readonly name: string }

/** Records for one partition of one output; they lie in the body, part after part. */
export interface Part {
  readonly output: number
  readonly partition: number
  readonly count: number
  readonly length: number
}

/** What became of the records of a run, apart from those that just passed. */
export interface Tally {
  readonly rejected: number
  readonly dropped: number
  readonly late_dropped: number
  readonly duplicate: number
}

/** The version of a file that landed, by which it is known where files are told of. */
export interface LeftFile {
  readonly path: string
  readonly modified: string
}

export interface RunResult {
  readonly position: number
  readonly turn: number
  readonly count: number
  readonly tally: Tally
  readonly parts: readonly Part[]
  /** Files that had changed since they landed, and were left. */
  readonly left?: readonly LeftFile[]
  /** It stands in the outbox: it will be told again until it is confirmed. */
  readonly kept: boolean
  readonly cpu_ms: number
}

/** Why a run failed, in the words of the function. */
export interface Failure {
  readonly message: string
  readonly at?: Place | undefined
  readonly hint?: string | undefined
  /** Which record was the last that the function had taken. */
  readonly record?: number | undefined
}

export type Reply =
  /** It has started, and can be told what to run. */
  | { readonly type: 'ready' }
  | { readonly type: 'opened'; readonly files: readonly string[]; readonly code: Code; readonly ticks: boolean }
  /** One of the outbox; `taken` follows the last. */
  | ({ readonly type: 'pending' } & RunResult)
  | { readonly type: 'taken' }
  | { readonly type: 'released' }
  | ({ readonly type: 'done' } & RunResult)
  /** What is answered lies behind the records in the body. */
  | ({ readonly type: 'answered'; readonly response: ResponseHead } & RunResult)
  | ({ readonly type: 'failed' } & Failure)
  | {
      readonly type: 'log'
      readonly level: 'debug' | 'info' | 'warn' | 'error'
      readonly message: string
      readonly fields: Readonly<Record<string, unknown>>
    }
