/** The colours of states: those whose names mean something have its tone, numbers that of their threshold, others one of the series by their name. */
import type { Panel, Threshold } from '../../../../src/model/dashboard.ts'
import { type Colors, colorOf } from '../chart/colors.ts'
import { colorsByName } from '../chart/series-colors.ts'
import { toneOf } from '../number-text.ts'

const meanings: readonly (readonly [RegExp, Threshold['tone']])[] = [
  [/^(ok|up|good|normal|healthy|running|active|resolved|succe(ss|eded)|passed|true|on|open|2\d\d)$/i, 'ok'],
  [/^(warn(ing)?|pending|degraded|slow|waiting|starting|no data|stale|4\d\d)$/i, 'warn'],
  [/^(bad|down|error|fail(ed|ing|ure)?|firing|critical|fatal|dead|stopped|false|off|closed|5\d\d)$/i, 'bad'],
]

export function toneOfState(state: string, { options = {} }: Pick<Panel, 'options'>): Threshold['tone'] {
  const told = (options.states as Readonly<Record<string, unknown>> | undefined)?.[state]
  if (told === 'ok' || told === 'warn' || told === 'bad' || told === 'plain') return told
  return meanings.find(([form]) => form.test(state))?.[1] ?? 'plain'
}

export function stateColors(
  states: readonly string[],
  values: ReadonlyMap<string, number | null>,
  panel: Panel,
  colors: Colors,
): Map<string, string> {
  // Series 2, 4 and 5 are near the tones of warning, bad and good.
  const plain = [0, 2, 5, 6, 7].map((i) => colors.series[i]!)
  const tones = new Map(
    states.map((state) => {
      const value = values.get(state) ?? null
      const tone = value !== null && panel.thresholds ? toneOf(value, panel.thresholds) : toneOfState(state, panel)
      return [state, colorOf(tone, colors)]
    }),
  )
  const others = colorsByName(
    states.filter((state) => tones.get(state) === undefined),
    colors,
    plain,
  )
  return new Map(states.map((state) => [state, tones.get(state) ?? others.get(state)!]))
}
