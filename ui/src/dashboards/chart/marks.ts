/** What happened, as lines and shades over a chart of time. */
import type { Mark } from '../mark.ts'
import { type Colors, colorOf } from './colors.ts'

/** An invisible series that has the marks: those of the others come and go with their values. */
export function marksSeries(marks: readonly Mark[], colors: Colors) {
  if (marks.length === 0) return []
  const color = ({ tone }: Mark) => colorOf(tone, colors) ?? colors.muted
  const lines = marks.map((mark) => ({
    xAxis: mark.time,
    lineStyle: { color: color(mark), type: 'solid' as const, width: 1, opacity: 0.8 },
  }))
  const areas = marks
    .filter(({ until }) => until !== undefined)
    .map((mark) => [{ xAxis: mark.time, itemStyle: { color: color(mark), opacity: 0.09 } }, { xAxis: mark.until! }])
  return [
    {
      type: 'line' as const,
      name: '',
      data: [],
      silent: true,
      markLine: { silent: true, symbol: ['none', 'circle'], symbolSize: 5, label: { show: false }, data: lines },
      markArea: { silent: true, data: areas as never },
    },
  ]
}

/** Those that the pointer is near, as lines of a tooltip. */
export function marksNear(marks: readonly Mark[], time: number, near_ms: number): string[] {
  const isNear = ({ time: begin, until = begin }: Mark) => time >= begin - near_ms && time <= until + near_ms
  return marks.filter(isNear).map(({ text }) => `▲ ${text}`)
}
