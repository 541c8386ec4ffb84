/** The three things that a function may be, as one: something that is run with the records of a batch. */
import { UserError } from '../../../lib/errors.ts'
import { beginningOf } from '../../../lib/whole-secrets.ts'
import { isJsonObject, type JsonRecord, parseJson, recordText } from '../../../model/record.ts'
import { secretsOf } from '../own-secrets.ts'
import type { Code, RequestHead, Task } from '../protocol.ts'
import { placeOf, sentenceOf } from '../user-error.ts'
import type { UserLog } from '../user-function.ts'
import { type Answer, answerRequest } from './answer.ts'
import type { Collected } from './collected.ts'
import { placeOfGenerator } from './generator-place.ts'
import type { Input } from './input.ts'
import { loadModule } from './module.ts'
import { runModule } from './module-body.ts'
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
  /** What was made JavaScript of it just now. */
  readonly code: Code
  /** It is also run without records, now and then. */
  readonly ticks: boolean
  /** Tells how many records there were. */
  run(run: Run): Promise<number>
  /** What answers requests, in a module. */
  answer?(request: RequestHead, bytes: Buffer, run: Pick<Run, 'collected' | 'log' | 'signal'>): Promise<Answer>
}

/** The rows of the tables that built-in functions look into, by `tableName`. */
export type Tables = Map<string, readonly JsonRecord[]>

/** `code` is what is known of its modules already. */
export async function loadBody(task: Task, tables: Tables, code: Code): Promise<LoadedBody> {
  const { body } = task
  switch (body.kind) {
    case 'module': {
      const { declaration, ...about } = await loadModule(body.path, task, code)
      return {
        ...about,
        ticks: false,
        run: (run) => runModule(declaration, task, run),
        answer: (request, bytes, run) => answerRequest(declaration, task, request, bytes, run),
      }
    }
    case 'program':
      return { files: [], code: {}, ticks: false, run: (run) => runLines(body.command, task, run) }
    case 'chain': {
      const { loadChain } = await import('./chain-body.ts')
      return loadChain(task, body, tables)
    }
  }
}

/** What a generator yields; a mistake has the place where it did. */
export function giveYielded(task: Task, collected: Collected, record: unknown): void {
  try {
    giveTo(task, collected, record)
  } catch (error) {
    const { folder } = task
    const at = error instanceof UserError || placeOf(error, folder) ? undefined : placeOfGenerator(folder)
    throw at ? new UserError('invalid', sentenceOf(error), { at, cause: error }) : error
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
async function runLines(
  command: readonly string[],
  task: Task,
  { input, bytes, collected, log }: Run,
): Promise<number> {
  const texts: string[] = []
  const indices: number[] = []
  for (const record of input.records()) {
    texts.push(recordText(record))
    indices.push(input.taken - 1)
  }
  // What is no record is rejected before the program could stumble over it.
  const sound = texts.length === input.taken ? bytes : Buffer.from(texts.map((text) => `${text}\n`).join(''))
  const lines = await runProgram(command, sound, { ...task, onPrint: (line) => log.info(line) })
  let twins: Map<string, number[]> | undefined
  for (const line of lines) {
    const record = parseLine(line, task)
    if ('_reject' in record) {
      const rejected = (record.record ?? {}) as JsonRecord
      twins ??= twinsOf(texts, indices)
      const equal = twins.get(recordText(rejected))
      // Each of equal records is rejected in its turn; what is said beyond that is one more reason for the last.
      const index = equal && equal.length > 1 ? equal.pop() : equal?.[0]
      if (index === undefined) collected.rejectStranger(rejected, String(record._reject))
      else collected.reject(index, String(record._reject))
    } else giveTo(task, collected, record)
  }
  return input.taken
}

/** The indices of the records with each text, the first one last. */
function twinsOf(texts: readonly string[], indices: readonly number[]): Map<string, number[]> {
  const twins = new Map<string, number[]>()
  for (let i = texts.length - 1; i >= 0; i--) {
    const equal = twins.get(texts[i]!)
    if (equal) equal.push(indices[i]!)
    else twins.set(texts[i]!, [indices[i]!])
  }
  return twins
}

function parseLine(line: string, task: Task): JsonRecord {
  try {
    const record = parseJson(line)
    if (isJsonObject(record)) return record
  } catch {
    // Told below, together with what is JSON and no object.
  }
  const shown = line.length > 100 ? `${beginningOf(line, 100, secretsOf(task))}…` : line
  throw new Error(`cannot read what the program printed: expecting a line with a JSON object; got ${shown}`)
}
