/** The whole state of Explore stands in its address: a link shows to others what one sees. What is as by default is left out. */
import { useNavigate, useSearch } from '@tanstack/react-router'

export interface ExploreState {
  /** The query: KQL or SQL. */
  readonly q: string
  readonly mode: 'kql' | 'sql'
  /** Datasets; none is all that people look into. */
  readonly in: readonly string[]
  /** The time range as it was chosen: `now-1h`, an ISO time; an empty beginning is the beginning of all. */
  readonly from: string
  readonly to: string
  /** Fields shown as columns; none is a summary of each record. */
  readonly columns: readonly string[]
  /** How often it is asked again: `live`, `10s`, ... */
  readonly refresh: string
  /** What is shown of what was found: the records, or the patterns of their messages. */
  readonly view: 'records' | 'patterns'
  /** The histogram shows the period before, too. */
  readonly compare: boolean
  /** The record that is open: `<dataset>:<offset>`. */
  readonly record: string
}

export const defaults: ExploreState = {
  q: '',
  mode: 'kql',
  in: [],
  from: 'now-24h',
  to: 'now',
  columns: [],
  refresh: '',
  view: 'records',
  compare: false,
  record: '',
}

/** All of time has a word of its own, since what is empty is not in the address. */
const always = 'always'

export function readState(search: Record<string, unknown>): Record<string, unknown> {
  const known = Object.entries(search).filter(([name, value]) => name in defaults && typeof value === 'string')
  return Object.fromEntries(known)
}

export function stateOf(search: Readonly<Record<string, unknown>>): ExploreState {
  const text = (name: keyof ExploreState) => (typeof search[name] === 'string' ? (search[name] as string) : undefined)
  const from = text('from') ?? defaults.from
  return {
    q: text('q') ?? '',
    mode: text('mode') === 'sql' ? 'sql' : 'kql',
    in: listOf(text('in')),
    from: from === always ? '' : from,
    to: text('to') ?? defaults.to,
    columns: listOf(text('columns')),
    refresh: text('refresh') ?? '',
    view: text('view') === 'patterns' ? 'patterns' : 'records',
    compare: text('compare') === 'before',
    record: text('record') ?? '',
  }
}

export function searchOf(state: ExploreState): Record<string, string> {
  const texts: Record<string, string> = {
    q: state.q,
    mode: state.mode,
    in: state.in.map(escapeComma).join(','),
    from: state.from === '' ? always : state.from,
    to: state.to,
    columns: state.columns.map(escapeComma).join(','),
    refresh: state.refresh,
    view: state.view,
    compare: state.compare ? 'before' : '',
    record: state.record,
  }
  const standard = defaults as unknown as Record<string, unknown>
  return Object.fromEntries(Object.entries(texts).filter(([name, text]) => text !== '' && text !== standard[name]))
}

function escapeComma(name: string): string {
  return name.replaceAll('%', '%25').replaceAll(',', '%2C')
}

function listOf(text: string | undefined): string[] {
  const names = (text ?? '').split(',').filter((name) => name !== '')
  return names.map((name) => name.replaceAll('%2C', ',').replaceAll('%25', '%'))
}

export type Change = (change: Partial<ExploreState>, isReplaced?: boolean) => void

export function useExploreState(): readonly [ExploreState, Change] {
  const state = stateOf(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const change: Change = (some, isReplaced = false) =>
    void navigate({ to: '/explore', search: searchOf({ ...state, ...some }), replace: isReplaced })
  return [state, change]
}
