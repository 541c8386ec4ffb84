/**
 * The states of one group of a monitor that asks a query: pure, so that a back-test is the same code over another time.
 *
 *     ok ─▶ pending ─▶ firing ─▶ ok        no_data and error from everywhere, and back by the next value
 *
 * Told is what the channels know; whenever a state that has settled differs from it, there is something to tell. So a trouble that came
 * and went in a silence is never told, and one that is still there afterwards is.
 */

export type StateName = 'ok' | 'pending' | 'firing' | 'no_data' | 'error'
export type ToldState = Exclude<StateName, 'pending'>

export interface GroupState {
  readonly state: StateName
  /** When it came into this state. */
  readonly since_ms: number
  /** Since when the condition has held without a break, as far as was seen. */
  readonly holding_since_ms?: number
  readonly evaluated_ms?: number
  readonly told: ToldState
  readonly told_ms?: number
  /** When the trouble that was told began; until its end is told. */
  readonly incident_ms?: number
  /** Who said that he knows: it is not told again until it is over. */
  readonly acknowledged?: string
}

/** What an evaluation found of a group. */
export type Finding = { readonly kind: 'value'; readonly holds: boolean } | { readonly kind: 'nothing' | 'error' }

export interface TransitionRules {
  readonly for_ms: number
  readonly again_ms?: number
  readonly no_data: 'no_data' | 'ok' | 'firing' | 'keep'
  /** With more time than this between two evaluations nobody knows what was in between: `for` begins anew. */
  readonly gap_ms: number
}

export interface Transition {
  readonly after: GroupState
  readonly change?: { readonly from: StateName; readonly to: StateName }
  readonly notice?: ToldState
  /** Nothing new, but told again. */
  readonly isAgain?: boolean
}

export function initialState(at_ms: number): GroupState {
  return { state: 'ok', since_ms: at_ms, told: 'ok' }
}

/** The state as it is by a clock that was set back: nothing in it is later than now. */
export function notAfter(state: GroupState, at_ms: number): GroupState {
  const times = (['since_ms', 'holding_since_ms', 'evaluated_ms', 'told_ms', 'incident_ms'] as const).flatMap(
    (name) => {
      const ms = state[name]
      return ms !== undefined && ms > at_ms ? [[name, at_ms] as const] : []
    },
  )
  return times.length === 0 ? state : { ...state, ...Object.fromEntries(times) }
}

/** One evaluation at a time; `isMuted` by a silence, a maintenance or another monitor. */
export function stepGroup(
  before: GroupState,
  finding: Finding,
  { at_ms, isMuted }: { readonly at_ms: number; readonly isMuted: boolean },
  rules: TransitionRules,
): Transition {
  if (finding.kind === 'nothing' && rules.no_data === 'keep') return { after: { ...before, evaluated_ms: at_ms } }
  const holding_since_ms = holdingSince(before, finding, at_ms, rules)
  const state = stateOf(finding, holding_since_ms, at_ms, rules)
  const hasChanged = state !== before.state
  const moved: GroupState = {
    ...withoutOld(before, state),
    state,
    since_ms: hasChanged ? at_ms : before.since_ms,
    evaluated_ms: at_ms,
    ...(holding_since_ms !== undefined && { holding_since_ms }),
  }
  const change = hasChanged ? { change: { from: before.state, to: state } } : {}
  const isNews = state !== 'pending' && state !== before.told
  const isAgain = !isNews && isDueAgain(moved, at_ms, rules)
  if (isMuted || state === 'pending' || (!isNews && !isAgain)) return { after: moved, ...change }
  return { after: toldOf(moved, state, at_ms), ...change, notice: state, ...(isAgain && { isAgain }) }
}

function holdingSince(before: GroupState, finding: Finding, at_ms: number, rules: TransitionRules): number | undefined {
  const { holding_since_ms, evaluated_ms } = before
  // An evaluation that failed says nothing of the condition.
  if (finding.kind === 'error') return holding_since_ms
  const holds = finding.kind === 'value' ? finding.holds : rules.no_data === 'firing'
  if (!holds) return undefined
  const isGap = evaluated_ms !== undefined && at_ms - evaluated_ms > rules.gap_ms && before.state === 'pending'
  return isGap ? at_ms : (holding_since_ms ?? at_ms)
}

function stateOf(
  finding: Finding,
  holding_since_ms: number | undefined,
  at_ms: number,
  rules: TransitionRules,
): StateName {
  if (finding.kind === 'error') return 'error'
  if (finding.kind === 'nothing' && rules.no_data === 'no_data') return 'no_data'
  if (holding_since_ms === undefined) return 'ok'
  return at_ms - holding_since_ms >= rules.for_ms ? 'firing' : 'pending'
}

function isDueAgain(
  { state, told, told_ms, acknowledged }: GroupState,
  at_ms: number,
  { again_ms }: TransitionRules,
): boolean {
  if (again_ms === undefined || state === 'ok' || state !== told || acknowledged !== undefined) return false
  return at_ms - (told_ms ?? 0) >= again_ms
}

/** What a group keeps on its way: not since when it held, and what was acknowledged only while it is no better. */
function withoutOld({ holding_since_ms: _held, acknowledged, ...kept }: GroupState, state: StateName) {
  return { ...kept, ...(acknowledged !== undefined && state !== 'ok' && { acknowledged }) }
}

function toldOf({ incident_ms, ...moved }: GroupState, told: ToldState, at_ms: number): GroupState {
  return { ...moved, told, told_ms: at_ms, ...(told !== 'ok' && { incident_ms: incident_ms ?? at_ms }) }
}
