import { quotedWithDoubled, type Row } from './rows.ts'

/** The texts of a row, without the spaces around them. */
export function namesOf({ bytes, start, fields }: Row, quote: string): string[] {
  return Array.from({ length: fields.count }, (_, i) => {
    const name = Buffer.from(bytes.subarray(start + fields.starts[i]!, start + fields.ends[i]!))
      .toString()
      .trim()
    return fields.quoting[i] === quotedWithDoubled ? name.replaceAll(quote + quote, quote) : name
  })
}

/** Names made unique, also among the reserved ones, those that are missing made up, as JSON. */
export function keysOf(names: readonly string[], reserved: readonly string[]): Uint8Array[] {
  const taken = new Set(names)
  const used = new Set<string>(reserved)
  return names.map((given, i) => {
    const base = given === '' ? `column_${i + 1}` : given
    let name = base
    for (let n = 2; used.has(name) || (name !== given && taken.has(name)); n++) name = `${base}_${n}`
    used.add(name)
    return keyOf(name)
  })
}

/** `,"name":`, as it stands before a value. */
export function keyOf(name: string): Uint8Array {
  return Buffer.from(`,${JSON.stringify(name)}:`)
}
