import { isJsonObject, type JsonRecord } from '../../model/record.ts'
import { type NewRecord, put } from '../field.ts'

export interface TextForm {
  readonly trim: boolean
  readonly unicode: 'NFC' | 'NFKC' | 'none'
  readonly nulls: readonly string[]
}

/** What a text becomes: trimmed, normalised, null where it says that there is nothing. */
export function textCleaner({ trim, unicode, nulls }: TextForm): (text: string) => string | null {
  const nothing = new Set(nulls)
  const longest = Math.max(-1, ...nulls.map((text) => text.length))
  return (text) => {
    let clean = trim ? text.trim() : text
    if (unicode !== 'none' && /[^\x00-\x7f]/.test(clean)) clean = clean.normalize(unicode)
    return clean.length <= longest && nothing.has(clean) ? null : clean
  }
}

/** A record with all its texts cleaned, those in objects and lists too; the record itself where nothing changed. */
export function cleanTexts(record: JsonRecord, clean: (text: string) => unknown): JsonRecord {
  let changed: NewRecord | undefined
  for (const key of Object.keys(record)) {
    const value = record[key]
    const result = cleanValue(value, clean)
    if (result === value) continue
    changed ??= { ...record }
    put(changed, key, result)
  }
  return changed ?? record
}

function cleanValue(value: unknown, clean: (text: string) => unknown): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) {
    const items = value.map((item) => cleanValue(item, clean))
    return items.some((item, i) => item !== value[i]) ? items : value
  }
  return isJsonObject(value) ? cleanTexts(value, clean) : value
}
