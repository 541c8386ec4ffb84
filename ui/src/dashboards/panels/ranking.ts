/** The groups of an answer by their first number, the greatest first. */
import type { PanelAnswer } from '../../../../src/model/dashboard.ts'
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import type { Categories } from './categories.ts'

export function rankedGroups(answer: PanelAnswer): Categories {
  const { labels, values, rows } = frameOf(answer)
  const first = (row: (typeof rows)[number]) => numberOf(row[values[0] ?? '']) ?? -Infinity
  const ranked = rows.toSorted((a, b) => (first(a) === first(b) ? 0 : first(b) - first(a)))
  return {
    categories: ranked.map((row) => labels.map((label) => labelOf(row[label])).join(' · ')),
    series: values.map((name) => ({ name, values: ranked.map((row) => numberOf(row[name])) })),
  }
}
