/** The state of a dashboard in its address: a link shows to others what one sees. What is as the dashboard has it is left out. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Dashboard, DashboardFilter, Variable, VariableValue } from '../../../src/model/dashboard.ts'
import { type Comparison, maybeComparison } from './comparison.ts'

export interface DashboardState {
  /** As they were chosen; empty is all of time. */
  readonly from: string
  readonly to: string
  /** One of `refreshes`, or another duration. */
  readonly refresh: string
  readonly variables: Readonly<Record<string, VariableValue>>
  readonly filters: readonly DashboardFilter[]
  readonly compare: Comparison | ''
  /** Empty is the first. */
  readonly tab: string
  /** The panel that fills the page. */
  readonly full: string
  /** Without anything around it. */
  readonly isTv: boolean
}

type Search = Readonly<Record<string, unknown>>

const known = ['from', 'to', 'refresh', 'full', 'tv', 'tab', 'compare', 'filters']
const always = 'always'
const chosen = 'var-'
/** An empty list of values is not the same as none chosen. */
const all = '*'

export function readState(search: Record<string, unknown>): Record<string, unknown> {
  const isKnown = (name: string) => known.includes(name) || name.startsWith(chosen)
  return Object.fromEntries(
    Object.entries(search).filter(([name, value]) => isKnown(name) && ['string', 'number'].includes(typeof value)),
  )
}

export function stateOf(search: Search, { time, refresh = '', variables }: Dashboard): DashboardState {
  const text = (name: string) => (search[name] === undefined ? undefined : String(search[name]))
  const from = text('from') ?? time.from
  return {
    from: from === always ? '' : from,
    to: text('to') ?? time.to,
    refresh: text('refresh') ?? refresh,
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, variable]) => [name, choiceOf(text(chosen + name), variable)]),
    ),
    filters: filtersOf(text('filters')),
    compare: maybeComparison(search.compare),
    tab: text('tab') ?? '',
    full: text('full') ?? '',
    isTv: text('tv') === '1',
  }
}

export function searchOf(state: DashboardState, { time, refresh = '', variables }: Dashboard): Record<string, string> {
  const values = Object.entries(variables).flatMap(([name, variable]) => {
    const value = state.variables[name] ?? null
    const isStandard = JSON.stringify(value) === JSON.stringify(standardOf(variable))
    return isStandard ? [] : [[chosen + name, textOf(value)] as const]
  })
  return {
    ...(state.from === time.from ? {} : { from: state.from === '' ? always : state.from }),
    ...(state.to === time.to ? {} : { to: state.to }),
    ...(state.refresh === refresh ? {} : { refresh: state.refresh }),
    ...(state.filters.length === 0 ? {} : { filters: JSON.stringify(state.filters) }),
    ...(state.compare === '' ? {} : { compare: state.compare }),
    ...(state.tab === '' ? {} : { tab: state.tab }),
    ...(state.full === '' ? {} : { full: state.full }),
    ...(state.isTv ? { tv: '1' } : {}),
    ...Object.fromEntries(values),
  }
}

/** What is chosen at first. */
export function standardOf({ type, default: given, multi, all, values }: Variable): VariableValue {
  if (given !== undefined) return multi ? [given].flat() : ([given].flat()[0] ?? null)
  if (all) return null
  if (type === 'text') return ''
  const first = values?.[0]
  if (first === undefined) return null
  return multi ? [String(first)] : String(first)
}

/** What somebody else has written is left out. */
function filtersOf(text: string | undefined): DashboardFilter[] {
  if (text === undefined) return []
  try {
    const read: unknown = JSON.parse(text)
    return Array.isArray(read) ? read.filter(isFilter) : []
  } catch {
    return []
  }
}

function isFilter(one: unknown): one is DashboardFilter {
  if (typeof one !== 'object' || one === null) return false
  const { field, value, not } = one as Record<string, unknown>
  const isValue = typeof value === 'string' || value === null
  return typeof field === 'string' && field !== '' && isValue && (not === undefined || typeof not === 'boolean')
}

function choiceOf(text: string | undefined, variable: Variable): VariableValue {
  if (text === undefined) return standardOf(variable)
  if (text === all) return null
  return variable.multi ? text.split(',').map((part) => part.replaceAll('%2C', ',').replaceAll('%25', '%')) : text
}

function textOf(value: VariableValue): string {
  if (value === null) return all
  if (typeof value === 'string') return value
  return value.map((part) => part.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',')
}

export type Change = (change: Partial<DashboardState>, isReplaced?: boolean) => void

export function useDashboardState(dashboard: Dashboard): readonly [DashboardState, Change] {
  const state = stateOf(useSearch({ strict: false }) as Search, dashboard)
  const navigate = useNavigate()
  const change: Change = (some, isReplaced = false) =>
    void navigate({
      to: '.',
      hash: true,
      search: searchOf({ ...state, ...some }, dashboard),
      replace: isReplaced,
    })
  return [state, change]
}
