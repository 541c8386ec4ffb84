/** The lake process: takes requests from the main process, one class behind them. It ends when the main process does. */
import '../../lib/no-debugger.ts'
import { constants, setPriority } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { messageOf, UserError } from '../../lib/errors.ts'
import type { Log, LogFields } from '../../lib/log.ts'
import { collectAtRest } from '../../lib/rest.ts'
import { Lake } from './lake.ts'
import type { Reply, Request, RequestName, Requests } from './protocol.ts'

// Chunks are buffers outside of V8's heap: without this each 64 MB of them cost a full collection.
setFlagsFromString('--external-memory-accounted-in-global-limit')

// Whoever waits for an acknowledgement or an answer goes first; the stream holds what is stored a little later.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL / 2)

let lake: Lake | undefined

const log = logWith({})

function logWith(own: LogFields): Log {
  const tell =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) => {
      const { error, ...rest } = { ...own, ...fields }
      send({ log: level, message, fields: error === undefined ? rest : { ...rest, why: messageOf(error) } })
    }
  return {
    debug: tell('debug'),
    info: tell('info'),
    warn: tell('warn'),
    error: tell('error'),
    child: (fields) => logWith({ ...own, ...fields }),
  }
}

type Handlers = { [Name in RequestName]: (ask: Requests[Name]['ask']) => Promise<unknown> }

const handlers: Handlers = {
  start: async (options) => {
    const opened = await Lake.open(options, log, () => send({ isDamaged: true }))
    lake = opened.lake
    return { recovered: opened.recovered }
  },
  open: async (options) => opened().openDataset(options),
  close: async ({ dataset }) => opened().closeDataset(dataset),
  append: (chunk) => opened().append(chunk),
  beginNext: async ({ dataset, from }) => opened().beginNext(dataset, from),
  dropNext: async ({ dataset }) => opened().dropNext(dataset),
  swap: async ({ dataset, from }) => opened().swap(dataset, from),
  ruleCounts: async ({ dataset }) => opened().ruleCounts(dataset),
  positions: async ({ dataset }) => opened().positions(dataset),
  totals: async ({ dataset }) => opened().totals(dataset),
  verify: () => opened().verify(),
  repair: ({ look }) => opened().repair(look),
  scrub: ({ bytes }) => opened().scrub(bytes),
  endRefill: ({ dataset }) => opened().endRefill(dataset),
  settle: () => opened().settle(),
  replaceView: (order) => opened().views.replace(order),
  failView: async (failure) => opened().views.fail(failure),
  views: async () => opened().views.list(),
  viewHistory: async ({ view, limit }) => opened().views.history(view, limit),
  removeView: async ({ view }) => opened().views.remove(view),
  stop: async () => opened().stop(),
}

function opened(): Lake {
  if (!lake) throw new Error('The lake was asked before it was started.')
  return lake
}

process.on('message', (request: Request) => {
  const handler = handlers[request.name] as (ask: unknown) => Promise<unknown>
  // Within a promise, so that what is thrown at once is answered too.
  Promise.resolve(request.ask)
    .then(handler)
    .then((answer) => send({ id: request.id, answer }))
    .catch((error: unknown) => send({ id: request.id, ...failureOf(error) }))
    .finally(() => {
      // DuckDB answers nothing any more: another process must take over.
      if (process.exitCode === 1) process.exit()
      if (request.name === 'stop') process.disconnect()
    })
})
collectAtRest()
process.on('disconnect', () => process.exit())
// The main process decides when we stop, also when the terminal interrupts us all.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

function failureOf(error: unknown): Pick<Extract<Reply, { error: unknown }>, 'error' | 'stack'> {
  if (error instanceof UserError) return { error: error.toBody() }
  return {
    error: { code: 'internal', message: messageOf(error) },
    stack: error instanceof Error ? error.stack : undefined,
  }
}

function send(reply: Reply): void {
  if (process.connected) process.send!(reply)
}
