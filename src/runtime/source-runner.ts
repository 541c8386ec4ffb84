/** Runs one source: its batches into its stream, resuming it once they are durable; restarts it with back-off, stops it at a UserError. */
import { BackOff } from '../lib/back-off.ts'
import { type ErrorBody, messageOf, UserError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { isPassing } from '../lib/passing.ts'
import { sleep } from '../lib/sleep.ts'
import type { Formats } from '../model/format-reader.ts'
import type { Simulators } from '../model/simulation.ts'
import type { SourceReport } from '../model/status-report.ts'
import { batchesOf, type SourceBatch, type SourceDeclaration } from '../sources/source.ts'
import type { Intake, IntakeBatch } from './intake.ts'
import { SourceWriter } from './source-writer.ts'
import { SpreadJournal } from './spread-journal.ts'

type Writable<T> = { -readonly [Name in keyof T]: T[Name] }

export interface SourceRun {
  readonly status: SourceReport
  /** Stops it and waits until its last batch is durable. */
  stop(): Promise<void>
}

const pauses = { first_ms: 500, longest_ms: 60_000 }

export function runSource(options: {
  name: string
  declaration: SourceDeclaration
  options: Record<string, unknown>
  folder: string
  /** A folder of the source's own. */
  state: string
  formats: Formats
  simulators: Simulators
  intake: Pick<Intake, 'stream' | 'partitioned' | 'store'>
  log: Log
}): SourceRun {
  const { name, declaration, folder, state, formats, simulators, intake } = options
  const log = options.log.child({ source: name })
  const controller = new AbortController()
  const { signal } = controller
  const status: Writable<SourceReport> = { type: declaration.name, state: 'running', records: 0 }

  const journal = new SpreadJournal(state)
  /** Back-pressure: while the stream cannot take it (disk full, too much waiting), the source waits and nothing is lost. */
  const onFailure = (error: unknown) => {
    if (status.state !== 'waiting') log.warn(`waiting to store: ${messageOf(error)}`)
    status.state = 'waiting'
    status.error = bodyOf(error)
  }
  const writer = new SourceWriter({ name, intake, journal, signal, onFailure })

  async function readOnce(onBatch: () => void): Promise<void> {
    delete status.troubles
    await writer.recover()
    const context = {
      cursor: intake.stream.cursor(name),
      signal,
      log,
      folder,
      state,
      formats,
      simulators,
      tell: (troubles: readonly UserError[]) => {
        status.troubles = troubles.map((trouble) => trouble.toBody())
      },
      sleep: (ms: number) => sleep(ms, signal),
    }
    for await (const yielded of declaration.read(options.options, context)) {
      const batches = batchesOf(yielded).map((batch) => intakeBatch(name, batch))
      await writer.write(batches)
      for (const { count, rejected } of batches) status.records += count + (rejected?.length ?? 0)
      status.state = 'running'
      delete status.error
      onBatch()
      if (signal.aborted) return
    }
  }

  async function run(): Promise<void> {
    const backOff = new BackOff(pauses)
    while (!signal.aborted) {
      try {
        await readOnce(() => backOff.reset())
        status.state = signal.aborted ? 'stopped' : 'ended'
        return
      } catch (error) {
        if (signal.aborted) break
        if (error instanceof UserError && !isPassing(error)) {
          status.state = 'stopped'
          status.error = error.toBody()
          log.error(error.message, { hint: error.hint })
          return
        }
        status.state = 'waiting'
        status.error = bodyOf(error)
        const pause_ms = backOff.pause()
        log.warn(`restarting after: ${messageOf(error)}`, { retry_ms: pause_ms })
        await sleep(pause_ms, signal)
      }
    }
    status.state = 'stopped'
  }

  const running = run()
  return {
    status,
    async stop() {
      controller.abort()
      await running
      await journal.close()
    },
  }
}

function intakeBatch(
  source: string,
  { bytes, count, rejected, cursor, request, line }: SourceBatch<unknown>,
): IntakeBatch {
  const place = { ...(request === undefined ? {} : { request }), ...(line === undefined ? {} : { line }) }
  return { origin: { source, cursor, ...place }, bytes, count, ...(rejected ? { rejected } : {}) }
}

function bodyOf(error: unknown): ErrorBody {
  return error instanceof UserError ? error.toBody() : { code: 'internal', message: messageOf(error) }
}
