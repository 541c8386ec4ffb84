/** Gives fields of rejected records other values, or takes them away: for whoever needs no function for it. */
import { isJsonObject, type JsonRecord, maybeRecord, recordText } from '../../model/record.ts'
import type { RejectedReport } from '../../model/rejected-report.ts'

export interface FieldChanges {
  /** By their names, nested ones with dots. */
  readonly set: Readonly<Record<string, unknown>>
  readonly remove: readonly string[]
}

export class FieldEdit {
  readonly #changes: FieldChanges

  constructor(changes: FieldChanges) {
    this.#changes = changes
  }

  edit({ text }: RejectedReport): { readonly text: string } | { readonly why: string } {
    const record = maybeRecord(text ?? '')
    if (!record) return { why: 'it is no JSON object, and has no fields' }
    const { set, remove } = this.#changes
    const without = remove.reduce((all, name) => changed(all, pathOf(all, name), undefined), record)
    const all = Object.entries(set).reduce((some, [name, value]) => changed(some, pathOf(some, name), value), without)
    return { text: recordText(all) }
  }

  close(): void {}
}

/** A field may have a dot in its own name. */
function pathOf(record: JsonRecord, name: string): readonly string[] {
  return Object.hasOwn(record, name) ? [name] : name.split('.')
}

/** Without a value the field is not there any more; nothing is made for what is to be taken away. */
function changed(record: JsonRecord, [name = '', ...rest]: readonly string[], value: unknown): JsonRecord {
  const { [name]: inner, ...others } = record
  if (rest.length === 0) return value === undefined ? others : { ...record, [name]: value }
  if (!isJsonObject(inner) && value === undefined) return record
  return { ...record, [name]: changed(isJsonObject(inner) ? inner : {}, rest, value) }
}
