/** A module of the project, as a worker runs it: with the records of a batch, or with each thing that happened. */
import type { JsonRecord } from '../../../model/record.ts'
import type { Task } from '../protocol.ts'
import type { UserContext, UserFunction, UserOccasion, UserRecord, UserRecords } from '../user-function.ts'
import { giveYielded, type Run } from './body.ts'
import { followGenerator } from './generator-place.ts'
import { openLanded } from './landed-file.ts'

/** Tells how many records there were. */
export async function runModule(declaration: UserFunction, task: Task, run: Run): Promise<number> {
  const { input, collected } = run
  if (task.handler === 'run') {
    const context = contextOf(task, run, (record, reason) => {
      const index = input.maybeIndexOf(record)
      if (index === undefined) collected.rejectStranger(record, reason)
      else collected.reject(index, reason)
    })
    await collect(declaration.run!(input.records(), context), task, run)
  } else {
    const happened = task.handler === 'file' ? runFile : runTime
    for (const event of input.records()) await happened(declaration, task, run, event)
  }
  return input.finish()
}

/** Records that a function yields of its own accord are rejected with the file that they came from. */
async function runFile(declaration: UserFunction, task: Task, run: Run, event: UserRecord): Promise<void> {
  const { collected, input, log } = run
  const landed = await openLanded(event, task)
  if ('reason' in landed) return collected.reject(input.taken - 1, landed.reason)
  const { file, modified, hasChanged } = landed
  if (await hasChanged()) {
    log.info('a file has changed since it landed, and is left to the run of what it is now', { path: file.path })
    return collected.leave({ path: file.path, modified })
  }
  const context = contextOf(task, run, (record, reason) => collected.rejectStranger(record, reason, file.path))
  await collect(declaration.file!(file, context), task, run)
  if (await hasChanged()) throw new Error(`cannot use what was read of "${file.path}": it changed meanwhile`)
}

async function runTime(declaration: UserFunction, task: Task, run: Run, event: UserRecord): Promise<void> {
  const { collected, input } = run
  const at = new Date(String(event.at))
  if (Number.isNaN(at.getTime())) {
    return collected.reject(input.taken - 1, 'cannot read the time of a run: expecting at, as 2026-01-31T12:00:00Z')
  }
  const context = contextOf(task, run, (record, reason) => collected.rejectStranger(record, reason))
  const occasion = String(event.occasion ?? 'manual') as UserOccasion
  await collect(declaration.schedule!(at, Object.assign(context, { occasion })), task, run)
}

export function contextOf(
  { config, secrets }: Task,
  { log, signal, state }: Pick<Run, 'log' | 'signal' | 'state'>,
  reject: (record: JsonRecord, reason: string) => void,
): UserContext {
  return {
    config,
    secrets,
    log,
    signal,
    fetch: (request, options) => fetch(request, { signal, ...options }),
    get state() {
      return state()
    },
    reject: (record, reason) => reject(record as JsonRecord, String(reason)),
  }
}

async function collect(records: UserRecords, task: Task, { collected }: Run): Promise<void> {
  const given: unknown = await records
  const isObject = typeof given === 'object' && given !== null
  if (isObject) followGenerator(given)
  if (isObject && Symbol.asyncIterator in given) {
    for await (const record of given as AsyncIterable<unknown>) giveYielded(task, collected, record)
  } else if (isObject && Symbol.iterator in given) {
    for (const record of given as Iterable<unknown>) giveYielded(task, collected, record)
  }
}
