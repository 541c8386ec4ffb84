/** The product's own log: readable lines on stderr, and records of the stream `_caudal`, which can be searched like any other. */
import { pino } from 'pino'
import type { Log, LogFields } from '../lib/log.ts'
import { batchOf } from '../model/batch.ts'
import { ownLog } from '../project/project.ts'
import type { Stream } from '../streams/stream.ts'

const levels = ['debug', 'info', 'warn', 'error'] as const
type Level = (typeof levels)[number]

/** Lines kept while the stream is not open yet, or cannot take them; older ones go first. */
const mostWaiting = 10_000
const flush_ms = 500

export interface OwnLog extends Log {
  /** From now on the lines become records of the stream, those from before too. */
  attach(stream: Stream): void
  /** Writes what waits, and stops. */
  close(): Promise<void>
}

export function createOwnLog(options: {
  level: Level
  pretty: boolean
  redact: (text: string) => string
  write?: (line: string) => void
}): OwnLog {
  const { redact, write = (line) => process.stderr.write(line) } = options
  const sink = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: options.pretty ? (line) => write(prettyLine(line)) : write },
  )
  let waiting: object[] = []
  let stream: Stream | undefined
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  /** Values as they may be written: errors as their sentence, texts without secrets. */
  function redacted(fields: LogFields): LogFields {
    const write = (_name: string, value: unknown) => {
      if (value instanceof Error) return redact(value.message)
      return typeof value === 'string' ? redact(value) : value
    }
    return JSON.parse(JSON.stringify(fields, write)) as LogFields
  }

  function say(level: Level, message: string, fields: LogFields): void {
    const safe = redacted(fields)
    const text = redact(message)
    sink[level](safe, text)
    if (level === 'debug') return
    waiting.push({ _time: new Date().toISOString(), level, message: text, ...safe })
    if (waiting.length > mostWaiting) waiting.shift()
    timer ??= setTimeout(flush, flush_ms).unref()
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (!stream || waiting.length === 0) return
    const records = waiting
    const target = stream
    waiting = []
    const { bytes, count } = batchOf(records)
    writing = target.append([{ origin: { source: ownLog }, bytes, count }]).then(
      () => {},
      // A full disk must not make the log shout about itself: the lines wait for the next flush.
      () => {
        waiting = [...records, ...waiting].slice(-mostWaiting)
      },
    )
  }

  const withFields = (fields: LogFields): Log => ({
    debug: (message, more) => say('debug', message, { ...fields, ...more }),
    info: (message, more) => say('info', message, { ...fields, ...more }),
    warn: (message, more) => say('warn', message, { ...fields, ...more }),
    error: (message, more) => say('error', message, { ...fields, ...more }),
    child: (more) => withFields({ ...fields, ...more }),
  })
  return {
    ...withFields({}),
    attach(target) {
      stream = target
      flush()
    },
    async close() {
      flush()
      await writing
      stream = undefined
    },
  }
}

/** `12:01:02 warn  source landing: message key=value` for people. */
function prettyLine(line: string): string {
  const { time, level, msg, hint, stack, ...fields } = JSON.parse(line) as Record<string, unknown>
  const details = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const text = [String(time).slice(11, 19), String(level).padEnd(5), String(msg), ...details].join(' ')
  return `${text}\n${hint === undefined ? '' : `  hint: ${String(hint)}\n`}${stack === undefined ? '' : `${String(stack)}\n`}`
}
