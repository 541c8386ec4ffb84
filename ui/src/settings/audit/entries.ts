/** The audit log as its dataset gives it. */
import { ask } from '../../client/api.ts'

export const actions = ['saw', 'exported', 'changed', 'refused', 'logged_in', 'login_failed'] as const
export type Action = (typeof actions)[number]

export interface Filter {
  readonly days: number
  readonly who: string | undefined
  readonly action: Action | undefined
}

export interface Entry {
  readonly _offset: string | number
  readonly _time: string
  readonly who: string | null
  readonly role: string | null
  readonly action: Action
  readonly route: string
  readonly what: string | null
  readonly query: string | null
  readonly address: string | null
}

export interface Count {
  readonly at: string
  readonly action: Action
  readonly n: number
}

export const mostListed = 200
export const bars = 48

const from = `from "_audit" where _time >= $since::timestamptz
  and ($who::varchar is null or who = $who) and ($action::varchar is null or action = $action)`

export async function readEntries({ days, who, action }: Filter, signal: AbortSignal) {
  const step_s = (days * 86_400) / bars
  // Buckets begin at multiples of their width.
  const since_ms = Math.floor(Date.now() / 1000 / step_s - bars + 1) * step_s * 1000
  const params = { since: new Date(since_ms).toISOString(), who: who ?? null, action: action ?? null }
  const rows = async (sql: string, values?: object) =>
    (await ask('POST /api/sql', { body: { sql, ...(values ? { params: { ...values } } : {}) }, signal })).rows
  const [entries, counts, people] = await Promise.all([
    rows(
      `select _offset, _time, who, role, action, route, what, query, address ${from} order by _time desc limit ${mostListed}`,
      params,
    ),
    rows(
      `select to_timestamp(floor(epoch(_time) / ${step_s}) * ${step_s}) as "at", action, count(*)::int as n ${from} group by all`,
      params,
    ),
    rows('select distinct who from "_audit" where who is not null order by who'),
  ])
  return {
    since_ms,
    step_ms: step_s * 1000,
    entries: entries as unknown as readonly Entry[],
    counts: counts as unknown as readonly Count[],
    people: people.map(({ who }) => String(who)),
  }
}
