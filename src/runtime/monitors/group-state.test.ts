import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Finding,
  type GroupState,
  initialState,
  notAfter,
  stepGroup,
  type Transition,
  type TransitionRules,
} from './group-state.ts'

const minute = 60_000
const rules: TransitionRules = { for_ms: 0, no_data: 'no_data', gap_ms: 2.5 * minute }
const holds: Finding = { kind: 'value', holds: true }
const fine: Finding = { kind: 'value', holds: false }
const nothing: Finding = { kind: 'nothing' }
const failed: Finding = { kind: 'error' }

/** One finding a minute, with what was told of it. */
function run(
  findings: readonly Finding[],
  given: Partial<TransitionRules> = {},
  isMuted = (_minute: number) => false,
): Transition[] {
  let state = initialState(0)
  return findings.map((finding, i) => {
    const at = { at_ms: (i + 1) * minute, isMuted: isMuted(i + 1) }
    const step = stepGroup(state, finding, at, { ...rules, ...given })
    state = step.after
    return step
  })
}

const toldOf = (steps: readonly Transition[]) => steps.map(({ notice }) => notice ?? '-').join(' ')
const statesOf = (steps: readonly Transition[]) => steps.map(({ after }) => after.state).join(' ')

describe('the states of a monitor', () => {
  it('do not wait for a time that a clock has taken back', () => {
    const day = 1440 * minute
    const later = stepGroup(
      initialState(day),
      holds,
      { at_ms: day, isMuted: false },
      { ...rules, for_ms: 2 * minute },
    ).after
    expect(later.state).toBe('pending')
    const before = notAfter(later, minute)
    expect(before).toMatchObject({ state: 'pending', since_ms: minute, holding_since_ms: minute })
    const after = stepGroup(before, holds, { at_ms: 3 * minute, isMuted: false }, { ...rules, for_ms: 2 * minute })
    expect(after.notice).toBe('firing')
    expect(notAfter(before, 2 * minute)).toBe(before)
  })

  it('fire at once without "for", and are told once until it is over', () => {
    const steps = run([fine, holds, holds, fine, fine])
    expect(statesOf(steps)).toBe('ok firing firing ok ok')
    expect(toldOf(steps)).toBe('- firing - ok -')
  })

  it('are pending until the condition has held for as long as "for" says', () => {
    const steps = run([holds, holds, fine, holds, holds, holds], { for_ms: 2 * minute })
    expect(statesOf(steps)).toBe('pending pending ok pending pending firing')
    expect(toldOf(steps)).toBe('- - - - - firing')
  })

  it('take an evaluation that failed for no answer: what was firing goes on, what was pending does not begin anew', () => {
    expect(toldOf(run([holds, failed, holds, fine]))).toBe('firing error firing ok')
    expect(statesOf(run([holds, failed, holds], { for_ms: 2 * minute }))).toBe('pending error firing')
  })

  it('are what is said of a query without a value', () => {
    expect(toldOf(run([fine, nothing, nothing, fine]))).toBe('- no_data - ok')
    expect(toldOf(run([holds, nothing], { no_data: 'ok' }))).toBe('firing ok')
    expect(toldOf(run([fine, nothing], { no_data: 'firing' }))).toBe('- firing')
    expect(toldOf(run([holds, nothing, holds], { no_data: 'keep' }))).toBe('firing - -')
  })

  it('are told again while a trouble goes on, unless somebody knows of it', () => {
    const steps = run([holds, holds, holds, holds, holds], { again_ms: 2 * minute })
    expect(toldOf(steps)).toBe('firing - firing - firing')
    expect(steps[2]).toMatchObject({ isAgain: true })
    const known: GroupState = { ...steps[0]!.after, acknowledged: 'anna' }
    const later = { at_ms: 60 * minute, isMuted: false }
    expect(stepGroup(known, holds, later, { ...rules, again_ms: minute }).notice).toBeUndefined()
    const over = stepGroup(known, fine, later, rules)
    expect(over).toMatchObject({ notice: 'ok' })
    expect(over.after).not.toHaveProperty('acknowledged')
  })

  it('say nothing in a silence, and afterwards what still is', () => {
    const inSilence = (m: number) => m === 2 || m === 3
    expect(toldOf(run([fine, holds, fine, fine], {}, inSilence))).toBe('- - - -')
    expect(toldOf(run([fine, holds, holds, holds], {}, inSilence))).toBe('- - - firing')
    expect(toldOf(run([holds, fine, fine, fine], {}, inSilence))).toBe('firing - - ok')
  })

  it('begin "for" anew after a time in which nobody looked', () => {
    const before = run([holds], { for_ms: 5 * minute })[0]!.after
    const at = { at_ms: 60 * minute, isMuted: false }
    expect(stepGroup(before, holds, at, { ...rules, for_ms: 5 * minute }).after).toMatchObject({
      state: 'pending',
      holding_since_ms: 60 * minute,
    })
  })

  it('keep one incident from the first notice of a trouble to the one that it is over', () => {
    const steps = run([holds, failed, holds, fine, holds])
    expect(steps.map(({ after }) => after.incident_ms)).toEqual([minute, minute, minute, undefined, 5 * minute])
  })
})

describe('in whatever order findings come', () => {
  const finding = fc.constantFrom(holds, fine, nothing, failed)
  const anyRules = fc.record({
    for_ms: fc.constantFrom(0, minute, 3 * minute),
    no_data: fc.constantFrom('no_data' as const, 'ok' as const, 'firing' as const, 'keep' as const),
  })
  const scenario = fc.record({ findings: fc.array(finding), given: anyRules, mutes: fc.array(fc.boolean()) })

  it('nothing is told twice in a row, and a trouble that was told is over once it is told to be', () => {
    fc.assert(
      fc.property(scenario, ({ findings, given, mutes }) => {
        const told = run(findings, given, (m) => mutes[m] ?? false).flatMap(({ notice }) => notice ?? [])
        for (const [i, state] of told.entries()) expect(state).not.toBe(i === 0 ? 'ok' : told[i - 1])
      }),
    )
  })

  it('it fires only after the condition was never seen not to hold for as long as "for" says', () => {
    fc.assert(
      fc.property(scenario, ({ findings, given }) => {
        const steps = run(findings, { ...given, no_data: 'ok' })
        for (const [i, { change }] of steps.entries()) {
          if (change?.to !== 'firing') continue
          const before = findings.slice(Math.max(0, i - given.for_ms / minute), i + 1)
          expect(before.every((found) => found === holds || found === failed)).toBe(true)
        }
      }),
    )
  })

  it('a restart after any of them changes nothing', () => {
    fc.assert(
      fc.property(scenario, ({ findings, given, mutes }) => {
        let state = initialState(0)
        const restarted = findings.map((found, i) => {
          const at = { at_ms: (i + 1) * minute, isMuted: mutes[i + 1] ?? false }
          const step = stepGroup(JSON.parse(JSON.stringify(state)), found, at, { ...rules, ...given })
          state = step.after
          return step
        })
        expect(restarted).toEqual(run(findings, given, (m) => mutes[m] ?? false))
      }),
    )
  })

  it('the channels know what is, whenever nothing is muted and nothing is pending', () => {
    fc.assert(
      fc.property(scenario, ({ findings, given }) => {
        for (const { after } of run(findings, given))
          if (after.state !== 'pending') expect(after.told).toBe(after.state)
      }),
    )
  })
})
