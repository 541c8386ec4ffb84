/** States over time: how long each thing was in each state, from the moments at which it was seen. */
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { type Answer, columnOf, groupsOf, type Options, timeOf } from './choice.ts'

export interface Span {
  readonly row: number
  readonly from: number
  readonly until: number
  readonly state: string
  /** Where the state is a number. */
  readonly value: number | null
}

export interface Spans {
  readonly rows: readonly string[]
  readonly states: readonly string[]
  readonly spans: readonly Span[]
}

/** A state lasts until the next one is seen, the last one until `until`. Equal states that follow one another are one span. */
export function spansOf(answer: Answer, options: Options, until?: number): Spans {
  const { seen, rows } = sightings(answer, options)
  const last = until ?? Math.max(...seen.flat().map(({ time }) => time))
  const spans = seen.flatMap((moments, row) => {
    const found: { -readonly [K in keyof Span]: Span[K] }[] = []
    for (const [i, { time, state, value, end }] of moments.entries()) {
      const stop = end ?? moments[i + 1]?.time ?? Math.max(time, last)
      const before = found.at(-1)
      if (before && before.state === state && before.until >= time) before.until = Math.max(before.until, stop)
      else found.push({ row, from: time, until: stop, state, value })
    }
    return found
  })
  return { rows, states: [...new Set(spans.map(({ state }) => state))], spans }
}

export interface Cells {
  readonly rows: readonly string[]
  readonly states: readonly string[]
  readonly times: readonly number[]
  readonly cells: readonly {
    readonly row: number
    readonly time: number
    readonly state: string
    readonly value: number | null
  }[]
}

/** What was seen at each moment, without a guess about the time between. */
export function cellsOf(answer: Answer, options: Options): Cells {
  const { seen, rows } = sightings(answer, options)
  const cells = seen.flatMap((moments, row) => moments.map(({ time, state, value }) => ({ row, time, state, value })))
  return {
    rows,
    states: [...new Set(cells.map(({ state }) => state))],
    times: [...new Set(cells.map(({ time }) => time))].sort((a, b) => a - b),
    cells,
  }
}

interface Sighting {
  readonly time: number
  readonly state: string
  readonly value: number | null
  readonly end: number | undefined
}

function sightings(answer: Answer, options: Options): { readonly rows: string[]; readonly seen: Sighting[][] } {
  const { time, labels, values: numbers } = frameOf(answer)
  const end = answer.columns?.find(({ name, type }) => /^(until|end|to)$/i.test(name) && /^TIMESTAMP/.test(type))?.name
  const named = labels.filter((name) => name !== end)
  const state = columnOf(answer, options, 'state', numbers.length > 0 ? numbers[0] : named.at(-1))
  const group = columnOf(
    answer,
    options,
    'group',
    named.find((name) => name !== state),
  )
  if (time === undefined || state === undefined) return { rows: [], seen: [] }
  const groups = [...groupsOf(answer.rows ?? [], group)]
  return {
    rows: groups.map(([name]) => name),
    seen: groups.map(([, rows]) =>
      rows
        .flatMap((row) => {
          const at = timeOf(row[time])
          const stop = end === undefined ? undefined : timeOf(row[end])
          return at === undefined
            ? []
            : { time: at, state: labelOf(row[state]), value: numberOf(row[state]), end: stop }
        })
        .sort((a, b) => a.time - b.time),
    ),
  }
}
