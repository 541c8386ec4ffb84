/** A worker process as the main process sees it: started, told what to run, asked run after run, and killed when it does not answer. */
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { messageOf } from '../../../lib/errors.ts'
import { formatBytes } from '../../../lib/size.ts'
import { examine, type Finding } from '../examination.ts'
import { encodeMessage, MessageReader } from '../message.ts'
import { secretsOf } from '../own-secrets.ts'
import type { Failure, Order, Reply, RequestHead, ResponseHead, RunOrder, RunResult, Task } from '../protocol.ts'
import { isSoundResponse } from '../response-check.ts'
import type { RunPosition } from '../run/progress.ts'
import { maybeFile } from '../user-error.ts'
import { isCode, type KeptCode } from './kept-code.ts'
import { type Launch, launchProcess } from './launch.ts'
import { readLines } from './printed-lines.ts'
import { residentBytes } from './process-memory.ts'
import { isSound, partsLength } from './result-check.ts'

/** What a run gave: how it went, and its records, part after part. */
export interface RunOutput {
  readonly result: RunResult
  readonly body: Buffer
}

export interface Answered {
  readonly output: RunOutput
  readonly response: ResponseHead
  readonly body: Buffer
}

/** A run that failed: by what the function did (`threw`), or because the worker is gone. */
export class RunError extends Error {
  readonly kind: 'threw' | 'timeout' | 'memory' | 'ended'
  readonly failure: Failure

  constructor(kind: RunError['kind'], failure: Failure) {
    super(failure.message)
    this.kind = kind
    this.failure = failure
  }
}

export interface WorkerEvents {
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string, fields: Readonly<Record<string, unknown>>): void
  /** A line that the function printed. */
  print(line: string): void
}

/** Beside its heap a process needs this much for itself. */
const own_bytes = 96 << 20
const watch_ms = 50
const debugger_ms = 2000
const lastWords_bytes = 4000

interface Waiting {
  readonly pending: RunOutput[]
  resolve(reply: { reply: Reply; body: Buffer; pending: RunOutput[] }): void
  reject(error: RunError): void
}

export class Worker {
  readonly #child: ChildProcess
  readonly #socket: Socket
  readonly #launch: Launch
  readonly #code: KeptCode
  readonly exited: Promise<void>
  /** Resolves when it has started, or has gone before. */
  readonly ready: Promise<void>
  #onReady: () => void = () => {}
  events: WorkerEvents | undefined
  /** The function that it runs; a spare one runs none yet. */
  task: Task | undefined
  #waiting: Waiting | undefined
  #why: RunError | undefined
  #lastWords = ''
  #onDebugger: (url: string) => void = () => {}
  isGone = false

  constructor(launch: Launch, code: KeptCode) {
    this.#launch = launch
    this.#code = code
    this.#child = launchProcess(launch)
    this.#socket = this.#child.stdio[3] as Socket
    this.exited = new Promise((resolve) =>
      this.#child.once('close', (code, signal) => resolve(this.#ended(code, signal))),
    )
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#onReady = resolve
    this.ready = Promise.race([promise, this.exited])
    this.#child.once('error', (error) => this.#end('ended', messageOf(error)))
    const reader = new MessageReader()
    this.#socket.on('data', (piece: Buffer) => {
      try {
        for (const { head, body } of reader.push(piece)) this.#answered(head as Reply, body)
      } catch {
        this.#end('ended', 'it wrote to the connection of Caudal')
      }
    })
    this.#socket.on('error', () => {})
    // Told a moment later, so that an end of the whole process is told as such.
    this.#socket.on('end', () => setTimeout(() => this.#end('ended', 'it closed the connection of Caudal'), 200))
    const secrets = () => secretsOf(this.task)
    const print = (line: string) => this.events?.print(line)
    const complain = (line: string) => {
      this.#lastWords = `${this.#lastWords}${line}\n`.slice(-lastWords_bytes)
      const url = /^Debugger listening on (ws:\S+)/.exec(line)?.[1]
      if (url !== undefined) this.#onDebugger(url)
      // Node's own account of its end is told in our words.
      if (!/^(Debugger |For help, see: https:\/\/nodejs|<---|\s*\d+: 0x|\[\d+:0x|#|FATAL ERROR|-----|$)/.test(line))
        this.events?.print(line)
    }
    this.#send({ type: 'warm', kind: launch.kind })
    readLines(this.#child.stdout!, print, secrets)
    readLines(this.#child.stderr!, complain, secrets)
  }

  get pid(): number | undefined {
    return this.isGone ? undefined : this.#child.pid
  }

  /** Throws `RunError` when the function cannot be loaded. Resolves with the files that it consists of. */
  async open(task: Task, state: string, timeout_ms: number): Promise<{ files: readonly string[]; ticks: boolean }> {
    mkdirSync(state, { recursive: true, mode: 0o700 })
    const link = join(this.#launch.scratch, 'state')
    // The only way out of its folder: the state of the function that it runs.
    symlinkSync(state, link)
    this.task = task
    const since = Date.now()
    const code = this.#code.of(task)
    const { reply } = await this.#ask({ type: 'open', task, state: link, code }, undefined, timeout_ms)
    if (reply.type !== 'opened' || !isCode(reply.code)) throw this.#strange()
    this.#code.keep(task, reply.code, since)
    return reply
  }

  /** Takes up a partition; resolves with what its outbox holds. */
  async take(partition: number, timeout_ms: number): Promise<readonly RunOutput[]> {
    const { reply, pending } = await this.#ask({ type: 'take', partition }, undefined, timeout_ms)
    if (reply.type !== 'taken' || !pending.every((output) => this.#isSound(output))) throw this.#strange()
    return pending
  }

  /** Lets go of the state of a partition. */
  async release(partition: number, timeout_ms: number): Promise<void> {
    await this.#ask({ type: 'release', partition }, undefined, timeout_ms)
  }

  async run(order: RunOrder, bytes: Uint8Array, timeout_ms: number): Promise<RunOutput> {
    const { reply, body } = await this.#ask({ type: 'run', ...order }, bytes, timeout_ms)
    if (reply.type !== 'done') throw this.#strange()
    const output = { result: reply, body }
    if (reply.position !== order.position || reply.turn !== order.turn || !this.#isSound(output)) throw this.#strange()
    return output
  }

  /** Runs a request; resolves with the records that it gives, and what it answers. */
  async answer(request: RequestHead, bytes: Uint8Array, timeout_ms: number): Promise<Answered> {
    const { reply, body } = await this.#ask({ type: 'answer', request }, bytes, timeout_ms)
    if (reply.type !== 'answered') throw this.#strange()
    const { response, ...result } = reply
    const length = partsLength(result)
    const output = { result, body: body.subarray(0, length) }
    const answer = body.subarray(length)
    if (!this.#isSound(output) || !isSoundResponse(response, answer.length)) throw this.#strange()
    return { output, response, body: answer }
  }

  confirm(partition: number, { position, turn }: RunPosition): void {
    this.#send({ type: 'confirm', partition, position, turn })
  }

  giveTable(name: string, rows: Uint8Array): void {
    this.#send({ type: 'table', name }, rows)
  }

  kill(): void {
    this.#end('ended', 'it was stopped')
  }

  #ask(order: Order, bytes: Uint8Array | undefined, timeout_ms: number) {
    return new Promise<{ reply: Reply; body: Buffer; pending: RunOutput[] }>((resolve, reject) => {
      if (this.isGone) return reject(this.#why)
      const started = performance.now()
      const watching = setInterval(
        () => {
          const why: readonly [RunError['kind'], string] | undefined =
            performance.now() - started > timeout_ms
              ? ['timeout', `it took longer than ${timeout_ms / 1000} s`]
              : this.#isTooLarge()
                ? this.#outOfMemory
                : undefined
          if (!why) return
          clearInterval(watching)
          void this.#examine().then((finding) => this.#end(...why, finding))
        },
        Math.min(watch_ms, timeout_ms / 2),
      )
      const settle = () => {
        clearInterval(watching)
        this.#waiting = undefined
      }
      this.#waiting = {
        pending: [],
        resolve(answer) {
          settle()
          resolve(answer)
        },
        reject(error) {
          settle()
          reject(error)
        },
      }
      this.#send(order, bytes)
    })
  }

  #send(order: Order, bytes?: Uint8Array): void {
    if (!this.isGone) for (const piece of encodeMessage(order, bytes)) this.#socket.write(piece)
  }

  #answered(reply: Reply, body: Buffer): void {
    switch (reply.type) {
      case 'ready':
        return this.#onReady()
      case 'log':
        return this.events?.log(reply.level, reply.message, reply.fields)
      case 'pending':
        this.#waiting?.pending.push({ result: reply, body })
        return
      case 'failed':
        return this.#waiting?.reject(new RunError('threw', reply))
      default: {
        const { pending = [] } = this.#waiting ?? {}
        this.#waiting?.resolve({ reply, body, pending })
      }
    }
  }

  #isTooLarge(): boolean {
    const { pid } = this
    return pid !== undefined && residentBytes(pid) > this.#launch.memory_bytes + own_bytes
  }

  get #outOfMemory(): readonly ['memory', string] {
    return ['memory', `it needs more memory than ${formatBytes(this.#launch.memory_bytes)}`]
  }

  /** Where the function is, before its process is killed. */
  async #examine(): Promise<Finding> {
    const { folder } = this.task!
    if (this.pid === undefined || this.#launch.kind === 'program') return {}
    const listening = new Promise<string | undefined>((resolve) => {
      this.#onDebugger = resolve
      setTimeout(() => resolve(undefined), debugger_ms).unref()
    })
    process.kill(this.pid, 'SIGUSR1')
    const url = await listening
    return url === undefined ? {} : examine(url, (file) => maybeFile(file, folder))
  }

  /** Ends the process and the programs that it started. */
  #end(kind: RunError['kind'], message: string, finding: Finding = {}): void {
    if (this.isGone) return
    this.isGone = true
    this.#why = new RunError(kind, { message, ...finding })
    if (this.#child.pid !== undefined) {
      try {
        process.kill(-this.#child.pid, 'SIGKILL')
      } catch {
        // The group has gone already.
      }
    }
    this.#waiting?.reject(this.#why)
  }

  #ended(code: number | null, signal: string | null): void {
    if (/heap out of memory|Allocation failed/i.test(this.#lastWords)) this.#end(...this.#outOfMemory)
    else this.#end('ended', `its process ended with ${signal ?? `exit code ${code}`}`)
    this.#socket.destroy()
    rmSync(this.#launch.scratch, { recursive: true, force: true })
  }

  #isSound(output: RunOutput): boolean {
    try {
      return isSound(output, this.task!.outputs)
    } catch {
      // It has not even the form of a result.
      return false
    }
  }

  #strange(): RunError {
    this.#end('ended', 'it wrote to the connection of Caudal')
    return this.#why!
  }
}
