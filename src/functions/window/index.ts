import { type Static, Type } from 'typebox'
import { durationPattern, parseDuration } from '../../lib/duration.ts'
import { UserError } from '../../lib/errors.ts'
import { eventTime } from '../event-time.ts'
import { fieldOf, type NewRecord, put } from '../field.ts'
import { defineFunction, type FunctionContext, type JsonRecord } from '../function.ts'
import { keyText, shown } from '../value-text.ts'
import { Aggregates, aggregatePattern } from './aggregate.ts'
import { type Assigner, fixedWindows, type Sample, sessionWindows } from './assigner.ts'
import { Windows } from './windows.ts'

const duration = (description: string, example: string) =>
  Type.Optional(Type.String({ pattern: durationPattern, description, examples: [example] }))

const options = Type.Object({
  time: Type.String({ minLength: 1, description: "The field of the record's time.", examples: ['at'] }),
  size: duration('How long a window is; windows begin with the hour, the day or (Mondays) the week, in UTC.', '1h'),
  every: duration('How often a window begins, where windows overlap; without it when the one before ends.', '10m'),
  session: duration('In place of a size: a window lasts until nothing came for so long.', '30m'),
  by: Type.Array(Type.String({ minLength: 1 }), {
    description: 'Windows are apart for each combination of values of these fields.',
    default: [],
    examples: [['place']],
  }),
  aggregates: Type.Record(Type.String(), Type.String({ pattern: aggregatePattern }), {
    minProperties: 1,
    description:
      'The fields of the result: `count`, `sum(field)`, `min(field)`, `max(field)` or `mean(field)`, by name.',
    examples: [{ readings: 'count', warmest: 'max(temp)' }],
  }),
  lateness: Type.String({
    pattern: durationPattern,
    description:
      'How far a record may lie behind the latest; windows close so much later, and what comes after is counted as late.',
    default: '0s',
    examples: ['5m'],
  }),
  close_after: duration('Windows close, too, when no record came for so long by the clock.', '1m'),
})
type Options = Static<typeof options>

export default defineFunction({
  name: 'window',
  summary: 'Sums up the records of each span of time: fixed, overlapping or by session, by the time in the record.',
  options,
  cases: [
    {
      options: {
        time: 'at',
        size: '1h',
        by: ['place'],
        aggregates: { readings: 'count', temp: 'mean(temp)', top: 'max(temp)' },
      },
      given: [
        { place: 'A', at: '2025-03-01T10:05:00Z', temp: 16 },
        { place: 'A', at: '2025-03-01T10:50:00Z', temp: 17 },
        { place: 'B', at: '2025-03-01T10:55:00Z', temp: null },
        { place: 'A', at: '2025-03-01T11:00:00Z', temp: 18 },
        { place: 'A', at: '2025-03-01T10:59:00Z', temp: 99 },
      ],
      gives: [
        {
          place: 'A',
          window_start: '2025-03-01T10:00:00.000Z',
          window_end: '2025-03-01T11:00:00.000Z',
          readings: 2,
          temp: 16.5,
          top: 17,
        },
        {
          place: 'B',
          window_start: '2025-03-01T10:00:00.000Z',
          window_end: '2025-03-01T11:00:00.000Z',
          readings: 1,
          temp: null,
          top: null,
        },
      ],
      late_dropped: 1,
    },
    {
      options: { time: 'at', size: '1h', every: '30m', lateness: '10m', aggregates: { total: 'sum(n)' } },
      given: [
        { at: '2025-03-01T10:40:00Z', n: 1 },
        { at: '2025-03-01T11:05:00Z', n: 2 },
        { at: '2025-03-01T10:58:00Z', n: 3 },
        { at: '2025-03-01T11:40:00Z', n: 4 },
      ],
      gives: [
        { window_start: '2025-03-01T10:00:00.000Z', window_end: '2025-03-01T11:00:00.000Z', total: 4 },
        { window_start: '2025-03-01T10:30:00.000Z', window_end: '2025-03-01T11:30:00.000Z', total: 6 },
      ],
    },
    {
      options: { time: 'at', session: '10m', by: ['user'], aggregates: { clicks: 'count' } },
      given: [
        { user: 'ada', at: '2025-03-01T10:00:00Z' },
        { user: 'ada', at: '2025-03-01T10:08:00Z' },
        { user: 'ada', at: '2025-03-01T10:30:00Z' },
      ],
      gives: [
        { user: 'ada', window_start: '2025-03-01T10:00:00.000Z', window_end: '2025-03-01T10:18:00.000Z', clicks: 2 },
      ],
    },
    {
      options: { time: 'at', size: '1d', aggregates: { low: 'min(temp)' } },
      given: [{ at: '2025-03-01T10:00:00Z', temp: 'cold' }, { at: 'yesterday', temp: 1 }, { temp: 1 }],
      gives: [],
      rejects: [
        'cannot aggregate temp: expecting a number of at most 1e+300; got "cold"',
        'cannot read time at "yesterday": it is no time',
        'cannot read time at null: it is missing',
      ],
    },
  ],

  needs(options) {
    check(options)
    return { state: true, ticks: options.close_after !== undefined }
  },

  *run(options, records, context) {
    const { now, reject, dropLate } = context
    const run = new WindowRun(options, context)
    let isTick = true
    for (const record of records) {
      isTick = false
      const sample = run.read(record)
      if (typeof sample === 'string') reject(record, sample)
      else if (!run.add(sample)) dropLate()
    }
    yield* run.close(isTick ? undefined : now())
  },
})

/** One batch. The state has `clock`, the latest time of a record, and `seen`, when the last one came. */
class WindowRun {
  readonly #context: FunctionContext
  readonly #time: ReturnType<typeof fieldOf>
  readonly #by: readonly ReturnType<typeof fieldOf>[]
  readonly #aggregates: Aggregates
  readonly #windows: Windows
  readonly #assign: Assigner
  readonly #lateness_ms: number
  readonly #closeAfter_ms: number | undefined
  #clock_ms: number

  constructor(
    { time, size, every = size, session, by, aggregates, lateness, close_after }: Options,
    context: FunctionContext,
  ) {
    this.#context = context
    this.#time = fieldOf(time)
    this.#by = by.map(fieldOf)
    this.#aggregates = new Aggregates(aggregates)
    this.#windows = new Windows(context.state)
    this.#assign =
      session === undefined
        ? fixedWindows(parseDuration(size!), parseDuration(every!), this.#windows, this.#aggregates)
        : sessionWindows(parseDuration(session), this.#windows, this.#aggregates)
    this.#lateness_ms = parseDuration(lateness)
    this.#closeAfter_ms = close_after === undefined ? undefined : parseDuration(close_after)
    this.#clock_ms = (context.state.get('clock') as number | undefined) ?? Number.NEGATIVE_INFINITY
  }

  get #watermark_ms(): number {
    return this.#clock_ms - this.#lateness_ms
  }

  /** What counts of a record, or why it cannot count. */
  read(record: JsonRecord): Sample | string {
    const value = this.#time.read(record)
    const time_ms = eventTime(value, this.#context.now())
    if (typeof time_ms === 'string') return `cannot read time ${this.#time.name} ${shown(value)}: ${time_ms}`
    const numbers = this.#aggregates.read(record)
    if (typeof numbers === 'string') return numbers
    const group = this.#by.map((field) => field.read(record) ?? null)
    return { time_ms, group, key: keyText(group), numbers }
  }

  /** False where all its windows are closed. */
  add(sample: Sample): boolean {
    this.#clock_ms = Math.max(this.#clock_ms, sample.time_ms)
    return this.#assign(sample, this.#watermark_ms)
  }

  /** Gives the windows that are over; all of them when nothing has come for long. */
  *close(seen_ms: number | undefined): Generator<JsonRecord, void, void> {
    const { state } = this.#context
    this.#windows.flush()
    if (seen_ms !== undefined && this.#closeAfter_ms !== undefined) state.set('seen', seen_ms)
    if (seen_ms === undefined && this.#isQuiet()) {
      for (const { end_ms } of this.#windows.inOrder())
        this.#clock_ms = Math.max(this.#clock_ms, end_ms + this.#lateness_ms)
    }
    if (Number.isFinite(this.#clock_ms)) state.set('clock', this.#clock_ms)
    for (const window of this.#windows.inOrder()) {
      const { start_ms, end_ms, key, group, totals } = window
      if (end_ms > this.#watermark_ms) break
      const result: NewRecord = {}
      for (const [i, { name }] of this.#by.entries()) put(result, name, group[i])
      result.window_start = new Date(start_ms).toISOString()
      result.window_end = new Date(end_ms).toISOString()
      this.#aggregates.write(result, totals)
      this.#windows.remove(window)
      const spans = this.#windows.sessionsOf(key)
      if (spans.length > 0)
        this.#windows.putSessions(
          key,
          spans.filter(([start]) => start !== start_ms),
        )
      yield result
    }
    this.#windows.flush()
  }

  #isQuiet(): boolean {
    const seen = this.#context.state.get('seen') as number | undefined
    return seen !== undefined && this.#closeAfter_ms !== undefined && this.#context.now() - seen >= this.#closeAfter_ms
  }
}

/** More windows than this at once would be a slip, and cost as much for every record. */
const overlapCap = 1000

function check({ size, every, session, by, aggregates, close_after }: Options): void {
  const refuse = (why: string, hint: string) => {
    throw new UserError('invalid', `cannot use "window": ${why}`, { hint })
  }
  if ((size === undefined) === (session === undefined))
    refuse('expecting either "size" or "session"', 'Write size: 1h for fixed windows, or session: 30m for sessions.')
  if (every !== undefined && size === undefined)
    refuse('"every" says nothing without "size"', 'Remove it, or add size: 1h.')
  for (const [name, text] of Object.entries({ size, every, session, close_after }))
    if (text !== undefined && !(Number.isInteger(parseDuration(text)) && parseDuration(text) > 0))
      refuse(`"${name}" is not a whole number of milliseconds`, 'Write it like 500ms, 30s, 15m or 1h.')
  if (size !== undefined && every !== undefined) {
    if (parseDuration(every) > parseDuration(size))
      refuse('with "every" longer than "size" records would be in no window', 'Make size: at least as long as every:.')
    if (parseDuration(size) / parseDuration(every) > overlapCap)
      refuse(`each record would be in more than ${overlapCap} windows`, 'Make every: longer.')
  }
  const own = [...by, 'window_start', 'window_end']
  const twice = Object.keys(aggregates).find((name) => own.includes(name))
  if (twice !== undefined) refuse(`the result would have the field "${twice}" twice`, 'Call the aggregate otherwise.')
}
