/** The lake process as seen from the main process: started, asked, and replaced when it dies. */
import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { BackOff } from '../../lib/back-off.ts'
import { entryFile } from '../../lib/entry.ts'
import { UserError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import type { DatasetOptions } from '../dataset.ts'
import type { LakeOptions, Reply, Request, RequestName, Requests } from './protocol.ts'

interface Pending {
  resolve(answer: never): void
  reject(error: unknown): void
}

const pauses = { first_ms: 50, longest_ms: 5000 }

export class LakeConnection {
  readonly #options: LakeOptions
  readonly #log: Log
  readonly #onDamage: () => void
  readonly #datasets = new Map<string, DatasetOptions>()
  readonly #pending = new Map<number, Pending>()
  #child: ChildProcess | undefined
  /** Resolves with the number of the process once it answers. */
  #ready: Promise<number> = Promise.resolve(0)
  #epoch = 0
  #nextId = 1
  #launching = false
  #stopping = false

  constructor(options: LakeOptions, log: Log, onDamage: () => void) {
    this.#options = options
    this.#onDamage = onDamage
    this.#log = log
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Throws when the lake cannot be opened at all; later failures are tried again. */
  async start(): Promise<void> {
    this.#ready = this.#launch()
    await this.#ready
  }

  /** The number of the running process; waits for one that is just being replaced. */
  ready(): Promise<number> {
    return this.#ready
  }

  async open(options: DatasetOptions): Promise<void> {
    this.#datasets.set(options.name, options)
    try {
      await this.ask('open', options)
    } catch (error) {
      // What cannot be opened as it is declared is not opened again with the next process.
      if (error instanceof UserError && error.code === 'invalid') this.#datasets.delete(options.name)
      throw error
    }
  }

  async close(name: string): Promise<void> {
    this.#datasets.delete(name)
    await this.ask('close', { dataset: name })
  }

  /** Asks the process; with an epoch, only that very process. */
  async ask<Name extends RequestName>(
    name: Name,
    ask: Requests[Name]['ask'],
    epoch?: number,
  ): Promise<Requests[Name]['answer']> {
    const running = await this.#ready
    if (epoch !== undefined && epoch !== running) throw restarted()
    return this.#send(name, ask)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#ready.catch(() => {})
    const child = this.#child
    if (!child) return
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    await this.#send('stop', undefined).catch(() => child.kill('SIGKILL'))
    await exited
  }

  async #launch(): Promise<number> {
    const child = fork(entryFile(import.meta.url, './lake-process'), { serialization: 'advanced' })
    this.#child = child
    this.#launching = true
    child.on('message', (reply: Reply) => this.#receive(reply))
    child.on('error', (error) => this.#log.error('cannot speak with the lake process', { error }))
    child.once('exit', (code, signal) => this.#onExit(child, code, signal))
    try {
      const { recovered } = await this.#send('start', { ...this.#options, isFresh: this.#epoch === 0 })
      if (recovered) this.#log.warn('the catalogue of the lake was made again from its data files')
      for (const options of this.#datasets.values()) await this.#send('open', options)
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    } finally {
      this.#launching = false
    }
    return ++this.#epoch
  }

  #send<Name extends RequestName>(name: Name, ask: Requests[Name]['ask']): Promise<Requests[Name]['answer']> {
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      const request = { id, name, ask } as Request
      if (!this.#child?.connected) return this.#settle(id, (pending) => pending.reject(restarted()))
      this.#child.send(request, (error) => error && this.#settle(id, (pending) => pending.reject(restarted())))
    })
  }

  #receive(reply: Reply): void {
    if ('log' in reply) {
      this.#log[reply.log](reply.message, reply.fields)
    } else if ('isDamaged' in reply) {
      this.#onDamage()
    } else if ('answer' in reply) {
      this.#settle(reply.id, (pending) => pending.resolve(reply.answer as never))
    } else {
      const error = UserError.fromBody(reply.error)
      if (reply.stack) error.stack = reply.stack
      this.#settle(reply.id, (pending) => pending.reject(error))
    }
  }

  #settle(id: number, how: (pending: Pending) => void): void {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (pending) how(pending)
  }

  #onExit(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#child === child) this.#child = undefined
    for (const id of [...this.#pending.keys()]) this.#settle(id, (pending) => pending.reject(restarted()))
    // Whoever launches it sees that it ended.
    if (this.#stopping || this.#launching || this.#epoch === 0) return
    this.#log.warn('the lake process ended; it is started again', { code, signal })
    this.#ready = this.#relaunch()
    // Whoever asks sees the failure; nobody may be asking.
    this.#ready.catch(() => {})
  }

  async #relaunch(): Promise<number> {
    const backOff = new BackOff(pauses)
    while (!this.#stopping) {
      try {
        return await this.#launch()
      } catch (error) {
        this.#log.error('cannot start the lake process; it is tried again', { error })
        await sleep(backOff.pause())
      }
    }
    throw restarted()
  }
}

function restarted(): UserError {
  return new UserError('unavailable', 'cannot reach the lake: its process ended and is started again', {
    hint: 'Try again in a moment; whatever was acknowledged is safe in the stream.',
  })
}
