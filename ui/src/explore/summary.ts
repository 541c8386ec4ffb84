import { textOf } from './field-shares.ts'
import type { RecordFields } from './hits.ts'

/** What a record says of itself, where it says it in words. */
const messages = ['message', 'msg', 'line', 'text', 'log', 'body', 'event', 'title']

export interface Summary {
  readonly message: string | undefined
  readonly rest: readonly (readonly [name: string, value: string])[]
}

/** A record on one line: its message, then its other fields. What stands in columns of its own is left out. */
export function summaryOf(fields: RecordFields, level: string | undefined): Summary {
  const name = messages.find((each) => typeof fields[each] === 'string')
  const time = Date.parse(String(fields._time))
  const rest = Object.entries(fields)
    .filter(([each, value]) => each !== name && each !== level && !each.startsWith('_') && value !== null)
    .filter(([, value]) => !isTime(value, time))
    .map(([each, value]) => [each, textOf(value)] as const)
  return { message: name === undefined ? undefined : String(fields[name]), rest }
}

/** The record's own field of its time says nothing that its first column does not. */
function isTime(value: unknown, time: number): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && Date.parse(value) === time
}
