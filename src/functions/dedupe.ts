import { type Static, Type } from 'typebox'
import { durationPattern, parseDuration } from '../lib/duration.ts'
import { UserError } from '../lib/errors.ts'
import { parseJson, recordText } from '../model/record.ts'
import { eventTime } from './event-time.ts'
import { type Field, fieldOf } from './field.ts'
import { defineFunction, type FunctionContext, type JsonRecord } from './function.ts'
import { parseSortableTime, sortableTime } from './sortable-time.ts'
import { keyText, shown } from './value-text.ts'

const options = Type.Object({
  key: Type.Array(Type.String({ minLength: 1 }), {
    minItems: 1,
    description: 'Records are the same when these fields are equal. One that has none of them is like no other.',
    examples: [['place', 'date']],
  }),
  keep: Type.Union([Type.Literal('first'), Type.Literal('last')], {
    description:
      'Which of the same records is given; the last is known when the time of `within` is over, and is given then.',
    default: 'first',
  }),
  within: Type.Optional(
    Type.String({
      pattern: durationPattern,
      description: 'How long a record is remembered from the first of its kind; without it for ever.',
      examples: ['24h'],
    }),
  ),
  time: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'The field of the time by which `within` is measured, in steps of the latest seen; without it the clock.',
      examples: ['at'],
    }),
  ),
})

export default defineFunction({
  name: 'dedupe',
  summary: 'Lets one of several records with the same key pass, and counts the others as duplicates.',
  options,
  cases: [
    {
      options: { key: ['id'] },
      given: [
        { id: 1, n: 1 },
        { id: 2, n: 2 },
        { id: 1, n: 3 },
        { id: '1', n: 4 },
      ],
      gives: [
        { id: 1, n: 1 },
        { id: 2, n: 2 },
        { id: '1', n: 4 },
      ],
      duplicate: 1,
    },
    {
      options: { key: ['id'], within: '1h', time: 'at' },
      given: [
        { id: 1, at: '2025-01-01T10:00:00Z' },
        { id: 1, at: '2025-01-01T10:59:00Z' },
        { id: 1, at: '2025-01-01T11:00:00Z' },
      ],
      gives: [
        { id: 1, at: '2025-01-01T10:00:00Z' },
        { id: 1, at: '2025-01-01T11:00:00Z' },
      ],
      duplicate: 1,
    },
    {
      options: { key: ['id'], keep: 'last', within: '1h', time: 'at' },
      given: [
        { id: 1, n: 1, at: '2025-01-01T10:00:00Z' },
        { id: 1, n: 2, at: '2025-01-01T10:30:00Z' },
        { id: 2, n: 3, at: '2025-01-01T11:00:00Z' },
      ],
      gives: [{ id: 1, n: 2, at: '2025-01-01T10:30:00Z' }],
      duplicate: 1,
    },
    {
      options: { key: ['id'], within: '1h', time: 'at' },
      given: [
        { id: 1, at: 'noon' },
        { n: 1, at: '2025-01-01T10:00:00Z' },
        { n: 1, at: '2025-01-01T10:00:00Z' },
      ],
      gives: [
        { n: 1, at: '2025-01-01T10:00:00Z' },
        { n: 1, at: '2025-01-01T10:00:00Z' },
      ],
      rejects: ['cannot read time at "noon": it is no time'],
    },
  ],

  needs({ keep, within, time }) {
    if (keep === 'last' && within === undefined) {
      const hint = 'Add within: with a duration, or keep the first.'
      throw new UserError(
        'invalid',
        'cannot use "dedupe": the last of the same records is never known without "within"',
        { hint },
      )
    }
    if (time !== undefined && within === undefined) {
      const hint = 'Add within: with a duration, or remove time.'
      throw new UserError('invalid', 'cannot use "dedupe": "time" says nothing without "within"', { hint })
    }
    return { state: true, ticks: keep === 'last' && time === undefined }
  },

  *run(options, records, context) {
    const memory = new Memory(options, context)
    // Time passes without records, too.
    if (options.time === undefined) yield* memory.advance(context.now())
    for (const record of records) {
      const time = memory.timeOf(record)
      if (typeof time === 'string') {
        context.reject(record, time)
        continue
      }
      yield* memory.advance(time)
      const given = memory.meet(record)
      if (given) yield given
    }
    memory.close()
  },
})

/** What is remembered of a key: when its first record came, and for `last` the latest record's text. */
type Remembered = readonly [since: number, text?: string]

/**
 * The state: `clock` is the latest time seen, `k/<key>` what is remembered, and `t/<since>/<key>` the same keys by age, so that the
 * oldest are forgotten without a look at the others.
 */
class Memory {
  readonly #context: FunctionContext
  readonly #key: readonly Field[]
  readonly #time: Field | undefined
  readonly #keepsLast: boolean
  readonly #within_ms: number
  #clock: number
  #oldest: number

  constructor({ key, keep, within, time }: Static<typeof options>, context: FunctionContext) {
    this.#context = context
    this.#key = key.map(fieldOf)
    this.#time = time === undefined ? undefined : fieldOf(time)
    this.#keepsLast = keep === 'last'
    this.#within_ms = within === undefined ? Number.POSITIVE_INFINITY : parseDuration(within)
    this.#clock = (context.state.get('clock') as number | undefined) ?? Number.NEGATIVE_INFINITY
    this.#oldest = this.#findOldest()
  }

  /** Milliseconds since 1970, or why there are none. */
  timeOf(record: JsonRecord): number | string {
    if (!this.#time) return this.#context.now()
    const value = this.#time.read(record)
    const time = eventTime(value, this.#context.now())
    return typeof time === 'string' ? `cannot read time ${this.#time.name} ${shown(value)}: ${time}` : time
  }

  /** Forgets what is too old by now; what was held of it is given. */
  *advance(time_ms: number): Generator<JsonRecord, void, void> {
    this.#clock = Math.max(this.#clock, time_ms)
    if (this.#clock - this.#oldest < this.#within_ms) return
    const { state } = this.#context
    for (const [aged] of state.entries('t/')) {
      const [since, key] = split(aged.slice(2))
      if (this.#clock - since < this.#within_ms) break
      const [, text] = state.get(`k/${key}`) as Remembered
      state.delete(aged)
      state.delete(`k/${key}`)
      if (text !== undefined) yield parseJson(text) as JsonRecord
    }
    this.#oldest = this.#findOldest()
  }

  /** The record to give now, if any. */
  meet(record: JsonRecord): JsonRecord | undefined {
    const values = this.#key.map((field) => field.read(record) ?? null)
    if (values.every((value) => value === null)) return record
    const { state, duplicate } = this.#context
    const key = keyText(values)
    const known = state.get(`k/${key}`) as Remembered | undefined
    if (known) duplicate()
    if (known && !this.#keepsLast) return undefined
    const since = known?.[0] ?? this.#clock
    state.set(`k/${key}`, this.#keepsLast ? [since, recordText(record)] : [since])
    if (!known && Number.isFinite(this.#within_ms)) {
      state.set(`t/${sortableTime(since)}/${key}`, 1)
      this.#oldest = Math.min(this.#oldest, since)
    }
    return this.#keepsLast ? undefined : record
  }

  close(): void {
    if (Number.isFinite(this.#within_ms)) this.#context.state.set('clock', this.#clock)
  }

  #findOldest(): number {
    for (const [aged] of this.#context.state.entries('t/')) return split(aged.slice(2))[0]
    return Number.POSITIVE_INFINITY
  }
}

function split(aged: string): [since: number, key: string] {
  const at = aged.indexOf('/')
  return [parseSortableTime(aged.slice(0, at)), aged.slice(at + 1)]
}
