import { frameOf } from '../../lib/frame.ts'
import type { Answer } from '../panels/choice.ts'
import { slotsOf } from './color-slots.ts'
import type { Colors } from './colors.ts'

/** A colour for each name, which it keeps. */
export function colorsByName(
  names: readonly string[],
  colors: Colors,
  palette: readonly string[] = colors.series,
): ReadonlyMap<string, string> {
  const slots = slotsOf(names, palette.length, colors.slots)
  return new Map([...slots].map(([name, slot]) => [name, palette[slot]!]))
}

/** Measures are as the query names them, and have the colours in their order; groups come and go, and have them by their names. */
export function seriesColors(answer: Answer, names: readonly string[], colors: Colors): ReadonlyMap<string, string> {
  const { values } = frameOf(answer)
  if (names.some((name) => !values.includes(name))) return colorsByName(names, colors)
  return new Map(names.map((name) => [name, colors.series[values.indexOf(name) % colors.series.length]!]))
}
