/**
 * The process in which a function runs. It is told what to run, then run after run, over a socket of its own (file descriptor 3): what
 * the function prints, or does to its standard streams, cannot disturb that. It ends with the main process.
 */
import { Socket } from 'node:net'
import { join } from 'node:path'
import { UserError } from '../../../lib/errors.ts'
import { beginningOf } from '../../../lib/whole-secrets.ts'
import { type JsonRecord, parseJson } from '../../../model/record.ts'
import { takenName } from '../examination.ts'
import { encodeMessage, MessageReader } from '../message.ts'
import { secretsOf } from '../own-secrets.ts'
import type { Failure, Order, Reply, RequestHead, RunOrder, RunResult, Task } from '../protocol.ts'
import { placeOf, sentenceOf } from '../user-error.ts'
import type { UserLog } from '../user-function.ts'
import { type LoadedBody, loadBody, type Tables } from './body.ts'
import { Collected } from './collected.ts'
import { Input } from './input.ts'
import { StateStore } from './state-store.ts'
import { warmUp } from './warm-up.ts'

const socket = new Socket({ fd: 3 })
const reader = new MessageReader()
const leave = process.exit.bind(process)
let task: Task | undefined
let body: LoadedBody | undefined
const tables: Tables = new Map()
let stateFolder = ''
const states = new Map<number, StateStore>()
/** The run under way, for what is thrown behind its back. */
let current: { fail(error: unknown): void; input?: Input } | undefined

socket.on('data', (piece) => {
  for (const { head, body } of reader.push(piece)) line = line.then(() => perform(head as Order, body))
})
socket.on('close', () => leave())
socket.on('error', () => leave())
let line = Promise.resolve()

const log: UserLog = {
  debug: (message, fields) => tell('debug', message, fields),
  info: (message, fields) => tell('info', message, fields),
  warn: (message, fields) => tell('warn', message, fields),
  error: (message, fields) => tell('error', message, fields),
}
guardProcess()

async function perform(order: Order, bytes: Buffer): Promise<void> {
  try {
    switch (order.type) {
      case 'warm':
        // Without it the first batch only takes longer.
        await warmUp(order.kind, runOnce).catch(() => {})
        return send({ type: 'ready' })
      case 'open':
        task = order.task
        stateFolder = order.state
        body = await loadBody(order.task, tables, order.code)
        return send({ type: 'opened', files: body.files, code: body.code, ticks: body.ticks })
      case 'take':
        if (hasState(order.partition)) {
          for (const { result, body } of stateOf(order.partition).outbox()) send({ type: 'pending', ...result }, body)
        }
        return send({ type: 'taken' })
      case 'release':
        states.get(order.partition)?.close()
        states.delete(order.partition)
        return send({ type: 'released' })
      case 'confirm':
        return states.get(order.partition)?.confirm(order.position, order.turn)
      case 'table':
        tables.set(
          order.name,
          bytes
            .toString('utf8')
            .trimEnd()
            .split('\n')
            .filter(Boolean)
            .map((line) => parseJson(line) as JsonRecord),
        )
        return
      case 'run': {
        const { result, body } = await run(order, bytes)
        return send({ type: 'done', ...result }, body)
      }
      case 'answer': {
        const { result, response, body } = await answer(order.request, bytes)
        return send({ type: 'answered', response, ...result }, body)
      }
    }
  } catch (error) {
    send({ type: 'failed', ...failureOf(error) })
  } finally {
    current = undefined
  }
}

async function runOnce(ours: Task, bytes: Buffer): Promise<void> {
  task = ours
  body = await loadBody(ours, tables, {})
  await run({ partition: 0, position: 0, turn: 0, origins: [] }, bytes)
}

async function run(order: RunOrder, bytes: Buffer): Promise<{ result: RunResult; body: Buffer }> {
  const { outputs } = task!
  const { partition, position, turn, origins } = order
  const before = process.cpuUsage()
  const collected = new Collected(outputs, partition)
  const input = new Input(bytes, (index, reason) => collected.reject(index, reason))
  let state: StateStore | undefined
  try {
    const count = await guarded(input, (signal) =>
      body!.run({
        input,
        bytes,
        collected,
        log,
        signal,
        state() {
          state ??= stateOf(partition)
          return state
        },
      }),
    )
    collected.writeErrors(task!, input, origins)
    const { parts, body: given } = collected.parts()
    const kept = state?.isChanged === true || parts.length > 1
    const result: RunResult = {
      position,
      turn,
      count,
      tally: collected.tally(count),
      parts,
      kept,
      ...(collected.left.length > 0 && { left: collected.left }),
      cpu_ms: cpuSince(before),
    }
    if (kept) stateOf(partition).commit(result, given)
    return { result, body: given }
  } finally {
    states.get(partition)?.rollback()
  }
}

/** What is answered lies behind the records that the request gave. */
async function answer(request: RequestHead, bytes: Buffer) {
  const before = process.cpuUsage()
  const collected = new Collected(task!.outputs, 0)
  const { response, body: answered } = await guarded(undefined, (signal) =>
    body!.answer!(request, bytes, { collected, log, signal }),
  )
  collected.writeErrors(task!, new Input(Buffer.alloc(0), () => {}), [])
  const { parts, body: given } = collected.parts()
  const result: RunResult = {
    position: 0,
    turn: 0,
    count: 1,
    tally: collected.tally(1),
    parts,
    kept: false,
    cpu_ms: cpuSince(before),
  }
  return { result, response, body: Buffer.concat([given, answered]) }
}

/** What is thrown behind the back of the run fails it. */
async function guarded<T>(input: Input | undefined, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const failed = new Promise<never>((_, reject) => {
    current = { fail: reject, ...(input && { input }) }
  })
  try {
    return await Promise.race([run(stop.signal), failed])
  } finally {
    stop.abort()
  }
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function stateOf(partition: number): StateStore {
  const known = states.get(partition)
  if (known) return known
  const made = new StateStore(join(stateFolder, `${partition}.sqlite`))
  states.set(partition, made)
  return made
}

function hasState(partition: number): boolean {
  return states.has(partition) || StateStore.exists(join(stateFolder, `${partition}.sqlite`))
}

function failureOf(error: unknown): Failure {
  const at = (error instanceof UserError ? error.at : undefined) ?? (task && placeOf(error, task.folder))
  const hint = error instanceof UserError ? error.hint : undefined
  const taken = current?.input?.taken ?? 0
  const record = taken > 0 ? taken - 1 : undefined
  return {
    message: sentenceOf(error),
    ...(at && { at }),
    ...(hint !== undefined && { hint }),
    ...(record !== undefined && { record }),
  }
}

function tell(level: keyof UserLog, message: unknown, fields: unknown): void {
  send({
    type: 'log',
    level,
    message: beginningOf(String(message), 10_000, secretsOf(task)),
    fields: plainFields(fields),
  })
}

/** What JSON has no form for is left out. */
function plainFields(fields: unknown): Record<string, unknown> {
  try {
    return { ...(JSON.parse(JSON.stringify(fields ?? {})) as object) }
  } catch {
    return {}
  }
}

function send(reply: Reply, bytes?: Uint8Array): void {
  for (const piece of encodeMessage(reply, bytes)) socket.write(piece)
}

/** What would end the process, or happens outside of any run, becomes an error with a place. */
function guardProcess(): void {
  const refuse = (what: string) => () => {
    throw new Error(`${what} was called: a function ends by returning`)
  }
  process.exit = refuse('process.exit')
  process.abort = refuse('process.abort')
  Object.assign(process, { reallyExit: refuse('process.reallyExit'), getBuiltinModule: undefined, binding: undefined })
  Object.assign(globalThis, { [Symbol.for(takenName)]: () => current?.input?.taken ?? 0 })
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      if (current) return current.fail(error)
      const { message, at } = failureOf(error)
      tell('error', `function "${task?.name}" failed between batches: ${message}`, { at })
    })
  }
  // The main process decides when we stop, also when the terminal interrupts us all.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => {})
}
