/** Which records of two lists are the same, and which of the others belong together: those that have most fields in common. */
import { isDeepStrictEqual } from 'node:util'
import { type JsonRecord, recordText } from '../../../model/record.ts'

export interface RecordDifference {
  readonly same: number
  readonly changed: readonly {
    readonly before: JsonRecord
    readonly after: JsonRecord
    readonly fields: readonly string[]
  }[]
  readonly fresh: readonly JsonRecord[]
  readonly gone: readonly JsonRecord[]
}

/** Records further apart than this do not become a pair. */
const reach = 32

export function compareRecords(before: readonly JsonRecord[], after: readonly JsonRecord[]): RecordDifference {
  const known = new Map<string, number>()
  for (const record of before) count(known, textOf(record), 1)
  const others = after.filter((record) => !take(known, textOf(record)))
  const same = after.length - others.length
  // What was not taken stays, the latest of equal ones.
  const left = before
    .toReversed()
    .filter((record) => take(known, textOf(record)))
    .toReversed()
  const changed: { before: JsonRecord; after: JsonRecord; fields: string[] }[] = []
  const fresh: JsonRecord[] = []
  for (const record of others) {
    const index = nearest(left.slice(0, reach), record)
    const partner = index === -1 ? undefined : left.splice(index, 1)[0]
    if (partner) changed.push({ before: partner, after: record, fields: differingFields(partner, record) })
    else fresh.push(record)
  }
  return { same, changed, fresh, gone: left }
}

/** The first of those that share most values with the record: more than half of them, or all but one. */
function nearest(candidates: readonly JsonRecord[], record: JsonRecord): number {
  let best = -1
  let most = 0
  for (const [index, candidate] of candidates.entries()) {
    const shared = Object.keys(record).filter((field) => isDeepStrictEqual(candidate[field], record[field])).length
    const size = Math.max(Object.keys(record).length, Object.keys(candidate).length)
    if (shared > most && (shared * 2 > size || shared >= size - 1)) {
      best = index
      most = shared
    }
  }
  return best
}

function differingFields(before: JsonRecord, after: JsonRecord): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...fields].filter((field) => !isDeepStrictEqual(before[field], after[field]))
}

/** Equal records have one text, in whatever order their fields are. */
function textOf(record: JsonRecord): string {
  return recordText(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))))
}

function count(texts: Map<string, number>, text: string, by: number): void {
  texts.set(text, (texts.get(text) ?? 0) + by)
}

function take(texts: Map<string, number>, text: string): boolean {
  const left = texts.get(text) ?? 0
  if (left > 0) count(texts, text, -1)
  return left > 0
}
