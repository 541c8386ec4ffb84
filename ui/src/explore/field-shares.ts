import type { DatasetInfo } from '../../../src/model/query-report.ts'
import type { Hit } from './hits.ts'

export interface FieldShare {
  readonly name: string
  readonly type: string
  /** The share of the sample that has it, and of those the most frequent value with its share. */
  readonly present: number
  readonly top?: { readonly value: string; readonly share: number }
}

/** So many of the newest hits are looked at. */
export const sampleCap = 500

/** How each field is filled among the newest hits; those of most records first. */
export function fieldShares(searched: readonly DatasetInfo[], hits: readonly Hit[]): FieldShare[] {
  const sample = hits.slice(0, sampleCap)
  const types = new Map(searched.flatMap(({ columns }) => columns.map(({ name, type }) => [name, type] as const)))
  const counts = new Map<string, Map<string, number>>()
  for (const { fields } of sample) {
    for (const [name, value] of Object.entries(fields)) {
      const values = counts.get(name) ?? new Map<string, number>()
      counts.set(name, values)
      const text = textOf(value)
      values.set(text, (values.get(text) ?? 0) + 1)
    }
  }
  const shares = [...types].map(([name, type]): FieldShare => {
    const values = [...(counts.get(name) ?? [])]
    const present = values.reduce((sum, [, count]) => sum + count, 0)
    const top = values.reduce<[string, number] | undefined>(
      (best, one) => (best && best[1] >= one[1] ? best : one),
      undefined,
    )
    return {
      name,
      type,
      present: sample.length === 0 ? 0 : present / sample.length,
      ...(top ? { top: { value: top[0], share: top[1] / present } } : {}),
    }
  })
  return shares.sort((a, b) => rank(a) - rank(b) || b.present - a.present || a.name.localeCompare(b.name))
}

/** What Caudal adds comes last. */
function rank({ name }: FieldShare): number {
  return name.startsWith('_') ? 1 : 0
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
