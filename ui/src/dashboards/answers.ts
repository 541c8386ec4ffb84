/**
 * The answers of the panels that can be seen. What is due at one moment is asked in one request; what is out of sight waits. Until new
 * answers come, the old ones stay.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Dashboard, DashboardFilter, Panel, PanelAnswer, VariableValue } from '../../../src/model/dashboard.ts'
import { ApiError, ask } from '../client/api.ts'
import { frameOf } from '../lib/frame.ts'
import { loadPanel } from './panels/loaded.ts'

export interface Moment {
  /** ISO 8601; undefined is the beginning of the data. */
  readonly from: string | undefined
  readonly until: string
  readonly variables: Readonly<Record<string, VariableValue>>
  readonly filters: readonly DashboardFilter[]
}

export interface ShownAnswer {
  readonly answer: PanelAnswer
  readonly range: { readonly from: number; readonly until: number }
  /** With what it is compared: the same, so long before. */
  readonly before?: { readonly answer: PanelAnswer; readonly range: ShownAnswer['range']; readonly shift_ms: number }
}

interface Known extends ShownAnswer {
  /** What it answers. */
  readonly key: string
}

/** `saved` is the name under which the panels can be asked; what is being written is asked as it is. */
export function usePanelAnswers(
  panels: Dashboard['panels'],
  seen: ReadonlySet<string>,
  moment: Moment,
  saved: string | undefined,
): { readonly answers: ReadonlyMap<string, ShownAnswer>; readonly isBusy: boolean } {
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map())
  const [isBusy, setBusy] = useState(false)
  const asked = useRef(new Map<string, string>())
  const underWay = useRef(0)
  const common = useMemo(() => JSON.stringify([moment, saved]), [moment, saved])
  const stop = useRef<AbortController>(undefined)

  useEffect(() => {
    // What was asked of another moment is of no use any more.
    stop.current?.abort()
    stop.current = new AbortController()
    return () => stop.current?.abort()
  }, [common])

  useEffect(() => {
    const due = [...seen].filter((name) => {
      const panel = panels[name]
      return panel && isAsked(panel) && asked.current.get(name) !== keyOf(common, panel)
    })
    if (due.length === 0) return
    for (const name of due) {
      asked.current.set(name, keyOf(common, panels[name]!))
      // Its code comes while its answer is on the way. Whoever draws it is told if it fails.
      loadPanel(panels[name]!.type).catch(() => {})
    }
    const { signal } = stop.current!
    underWay.current++
    setBusy(true)
    askFor(due, panels, moment, saved, signal)
      .then(({ from, until, answers }) => {
        if (signal.aborted) return
        const whole = { from: Date.parse(from), until: Date.parse(until) }
        // All of time ends with the data, not years later, and begins with the first of it, which SQL may have made.
        const range = moment.from === undefined ? { ...whole, ...extentOf(answers, panels, whole.from) } : whole
        setKnown((old) => {
          const next = new Map(old)
          for (const name of due) {
            const answer = answers[`panels.${name}`]
            if (answer) next.set(name, { answer, range, key: keyOf(common, panels[name]!) })
          }
          return next
        })
      })
      .catch((error: unknown) => {
        for (const name of due) {
          // Meanwhile it may have been asked of another moment.
          if (asked.current.get(name) === keyOf(common, panels[name]!)) asked.current.delete(name)
        }
        if (signal.aborted) return
        const body =
          error instanceof ApiError && error.code !== 'unreachable'
            ? { code: error.code, message: error.message, ...(error.hint ? { hint: error.hint } : {}) }
            : undefined
        // Without a connection the banner says so, and what is shown stays.
        if (!body) return
        setKnown((old) => new Map([...old, ...due.map((name) => [name, failed(body, common)] as const)]))
      })
      .finally(() => {
        underWay.current--
        setBusy(underWay.current > 0)
      })
  }, [seen, panels, common])
  return { answers: known, isBusy }
}

/** Where the first of the values over time begins, and the last ends; how long monitors stand as they do is none of them. */
function extentOf(answers: Readonly<Record<string, PanelAnswer>>, panels: Dashboard['panels'], begin: number) {
  const extents = Object.entries(answers).flatMap(([id, answer]) => {
    if (panels[id.slice('panels.'.length)]?.type === 'alerts') return []
    const { time, rows } = frameOf(answer)
    const all = time === undefined ? [] : rows.map((row) => Date.parse(String(row[time]))).filter((at) => at > 0)
    const [first, last] = all.reduce(([least, most], at) => [Math.min(least, at), Math.max(most, at)], [begin, 0])
    return last > 0 ? { from: first, until: last + (answer.interval_ms ?? 0) } : []
  })
  if (extents.length === 0) return {}
  return { from: Math.min(...extents.map(({ from }) => from)), until: Math.max(...extents.map(({ until }) => until)) }
}

function failed(error: NonNullable<PanelAnswer['error']>, key: string): Known {
  return { answer: { error }, range: { from: 0, until: 0 }, key }
}

function keyOf(common: string, { query, type }: Panel): string {
  return `${common} ${JSON.stringify(query ?? type)}`
}

/** Whether there is anything to ask: for what is being written there may be no query yet. */
export function isAsked({ query, type }: Panel): boolean {
  return query !== undefined || type === 'alerts'
}

function askFor(
  names: readonly string[],
  panels: Dashboard['panels'],
  moment: Moment,
  saved: string | undefined,
  signal: AbortSignal,
) {
  const common = bodyOf(moment)
  if (saved !== undefined) {
    const body = { ...common, ask: names.map((name) => `panels.${name}`) }
    return ask('POST /api/dashboards/{dashboard}/query', { path: { dashboard: saved }, body, signal })
  }
  const idOf = (name: string) => `panels.${name}`
  const [alerts, others] = [true, false].map((is) => names.filter((name) => (panels[name]!.type === 'alerts') === is))
  const queries = Object.fromEntries(others!.map((name) => [idOf(name), panels[name]!.query!]))
  const body = { ...common, queries: queries as never, annotations: {}, alerts: alerts!.map(idOf) }
  return ask('POST /api/dashboards/query', { body, signal })
}

/** What of a request is the same for all that is asked of a moment. */
export function bodyOf({ from, until, variables, filters }: Moment) {
  return {
    ...(from === undefined ? {} : { from }),
    until,
    points: 120,
    variables: { ...variables },
    filters: filters.map((filter) => ({ ...filter })),
  }
}
