/** Draws a dashboard in a process of its own: neither its time nor its memory is that of the server. */
import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { entryFile } from '../../lib/entry.ts'
import { UserError } from '../../lib/errors.ts'
import type { DashboardAnswers } from '../../model/dashboard.ts'
import type { PaperOrder, PaperQuestion } from '../../model/paper.ts'
import type { DrawReply, DrawRequest, TileBytes, WantedTiles } from './draw-process.ts'

export interface Drawing {
  readonly order: PaperOrder
  readonly timezone: string
  readonly ask: (question: PaperQuestion) => Promise<DashboardAnswers>
  readonly tiles: (wanted: WantedTiles) => Promise<TileBytes>
  readonly signal: AbortSignal
}

/** Without the answers, which have limits of their own. */
const patience_ms = 300_000
const niceness = 5

/** The bytes of the file. Throws UserErrors. */
export async function drawPaper({ order, timezone, ask, tiles, signal }: Drawing): Promise<Uint8Array> {
  signal.throwIfAborted()
  const child = fork(entryFile(import.meta.url, './draw-process'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=512'],
    serialization: 'advanced',
    env: { TZ: timezone, NODE_ENV: 'production' },
  })
  try {
    if (child.pid !== undefined) setPriority(child.pid, niceness)
    const first = await replyTo(child, { order }, signal)
    if (!('question' in first)) throw failed(first)
    const answers = await ask(first.question)
    let last = await replyTo(child, { answers }, signal)
    while ('wanted' in last) last = await replyTo(child, { tiles: await tiles(last.wanted) }, signal)
    if (!('bytes' in last)) throw failed(last)
    return last.bytes
  } finally {
    child.kill('SIGKILL')
  }
}

function replyTo(child: ChildProcess, request: DrawRequest, signal: AbortSignal): Promise<DrawReply> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(patience_ms)])
  const { promise, resolve, reject } = Promise.withResolvers<DrawReply>()
  const onExit = (code: number | null) => resolve({ error: `the process that draws ended with ${code}` })
  const onAbort = () => (signal.aborted ? reject(signal.reason) : resolve({ error: 'it took too long' }))
  child.once('message', resolve)
  child.once('error', reject)
  child.once('exit', onExit)
  stop.addEventListener('abort', onAbort)
  child.send(request)
  return promise.finally(() => {
    child.off('message', resolve).off('error', reject).off('exit', onExit)
    stop.removeEventListener('abort', onAbort)
  })
}

function failed(reply: DrawReply): UserError {
  const why = 'error' in reply ? reply.error : 'it gave nothing'
  return new UserError('unavailable', `cannot draw dashboard: ${why}`, {
    hint: 'Try it again; if it fails again, try with fewer panels.',
  })
}
