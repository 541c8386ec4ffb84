import { restColumn } from '../../../query/kql/columns.ts'
import type { UnknownField } from '../../../query/kql/compile.ts'

/** Sentences about the fields that are not known, but for those that a record found has beside its columns. */
export function warningsAbout(
  unknown: readonly UnknownField[],
  hits: readonly Readonly<Record<string, unknown>>[],
): string[] {
  if (unknown.length === 0) return []
  const rests = hits.map((hit) => asRecord(hit[restColumn])).filter((rest) => rest !== undefined)
  return unknown.filter(({ name }) => !rests.some((rest) => hasField(rest, name))).map(({ sentence }) => sentence)
}

function asRecord(rest: unknown): object | undefined {
  const value: unknown = typeof rest === 'string' ? JSON.parse(rest) : rest
  return typeof value === 'object' && value !== null ? value : undefined
}

/** A dot goes into an object, or is part of a key. */
function hasField(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([key, child]) => key === name || (name.startsWith(`${key}.`) && hasField(child, name.slice(key.length + 1))),
  )
}
