/** The three things that a function may be, as one: something that is run with the records of a batch. */
import { UserError } from '../../../lib/errors.ts'
import type { JsonRecord } from '../../../model/record.ts'
import type { Task } from '../protocol.ts'
import type { UserContext, UserFunction, UserLog } from '../user-function.ts'
import type { Collected } from './collected.ts'
import type { Input } from './input.ts'
import { loadModule } from './module.ts'
import { runProgram } from './program.ts'
import type { StateStore } from './state-store.ts'

export interface Run {
  readonly input: Input
  readonly bytes: Uint8Array
  readonly collected: Collected
  /** Opened when it is asked for first. */
  state(): StateStore
  readonly log: UserLog
  readonly signal: AbortSignal
}

export interface LoadedBody {
  readonly files: readonly string[]
  /** It is also run without records, now and then. */
  readonly ticks: boolean
  run(run: Run): Promise<void>
}

/** The rows of the tables that built-in functions look into, by `tableName`. */
export type Tables = Map<string, readonly JsonRecord[]>

export async function loadBody(task: Task, tables: Tables): Promise<LoadedBody> {
  const { body } = task
  switch (body.kind) {
    case 'module': {
      const { declaration, files } = await loadModule(body.path, task.folder)
      return { files, ticks: false, run: (run) => runModule(declaration, task, run) }
    }
    case 'program':
      return { files: [], ticks: false, run: (run) => runLines(body.command, task, run) }
    case 'chain': {
      const { loadChain } = await import('./chain-body.ts')
      return loadChain(task, body.steps, tables)
    }
  }
}

async function runModule(declaration: UserFunction, task: Task, run: Run): Promise<void> {
  const { input, collected, log, signal } = run
  const context: UserContext = {
    config: task.config,
    secrets: task.secrets,
    log,
    signal,
    fetch: (request, options) => fetch(request, { signal, ...options }),
    get state() {
      return run.state()
    },
    reject(record, reason) {
      const index = input.maybeIndexOf(record)
      if (index === undefined) collected.rejectStranger(record, String(reason))
      else collected.reject(index, String(reason))
    },
  }
  const given: unknown = await declaration.run(input.records(), context)
  if (typeof given !== 'object' || given === null) return
  if (Symbol.asyncIterator in given) {
    for await (const record of given as AsyncIterable<unknown>) giveTo(task, collected, record)
  } else if (Symbol.iterator in given) {
    for (const record of given as Iterable<unknown>) giveTo(task, collected, record)
  }
}

function giveTo(task: Task, collected: Collected, record: unknown): void {
  if (task.to === undefined) {
    throw new UserError('invalid', `cannot yield a record: function "${task.name}" has no "to"`, {
      hint: 'Add to: with the name of a stream, or yield nothing.',
    })
  }
  collected.give(task.to, record)
}

/** A line `{ "_reject": "why", "record": { … } }` is a record that it rejects. */
async function runLines(command: readonly string[], task: Task, { input, bytes, collected, log }: Run): Promise<void> {
  // What is no record is rejected before the program could stumble over it.
  const texts = [...input.records()].map((record) => JSON.stringify(record))
  const sound = texts.length === input.count ? bytes : Buffer.from(texts.map((text) => `${text}\n`).join(''))
  const lines = await runProgram(command, sound, { ...task, onPrint: (line) => log.info(line) })
  for (const line of lines) {
    const record = parseLine(line)
    if ('_reject' in record) {
      const rejected = record.record ?? {}
      const index = texts.indexOf(JSON.stringify(rejected))
      if (index === -1) collected.rejectStranger(rejected, String(record._reject))
      else collected.reject(input.indexOfSound(index), String(record._reject))
    } else giveTo(task, collected, record)
  }
}

function parseLine(line: string): Record<string, unknown> {
  try {
    const record: unknown = JSON.parse(line)
    if (typeof record === 'object' && record !== null && !Array.isArray(record))
      return record as Record<string, unknown>
  } catch {
    // Told below, together with what is JSON and no object.
  }
  const shown = line.length > 100 ? `${line.slice(0, 100)}…` : line
  throw new Error(`cannot read what the program printed: expecting a line with a JSON object; got ${shown}`)
}
