import type { ReadColumn } from '../../../model/schema-plan.ts'
import { numberText } from './exact-json.ts'

/** The JSON text of a value as DuckDB shall read it for a column; undefined if it does not fit. */
export function maybeColumnText(value: unknown, column: ReadColumn): string | undefined {
  const { readAs, type } = column
  if (readAs.endsWith('[]')) return maybeListText(value, readAs.slice(0, -2))
  if (readAs !== type) return isCastable(value, type) ? textOf(value) : undefined
  if (readAs === 'VARCHAR') return textOf(value)
  return maybeScalarText(value, readAs)
}

function maybeListText(value: unknown, type: string): string | undefined {
  if (!Array.isArray(value)) return undefined
  let text = '['
  for (const item of value) {
    const isNested = typeof item === 'object' && item !== null && numberText(item) === undefined
    const itemText = item === null ? 'null' : isNested ? undefined : maybeScalarText(item, type)
    if (itemText === undefined) return undefined
    text += text === '[' ? itemText : `,${itemText}`
  }
  return `${text}]`
}

function maybeScalarText(value: unknown, type: string): string | undefined {
  if (type === 'VARCHAR') return textOf(value)
  if (type === 'BOOLEAN') return typeof value === 'boolean' ? String(value) : undefined
  const number = numberText(value)
  if (number === undefined) return undefined
  if (type === 'BIGINT') return isBigint(number) ? number : undefined
  return Number.isFinite(Number(number)) ? number : undefined
}

/** A declared column takes strings, whatever they turn out to be, and its own kind of values. */
export function isCastable(value: unknown, type: string): boolean {
  if (typeof value === 'string') return true
  if (type === 'TIMESTAMP') return numberText(value) !== undefined
  return type !== 'DATE' && maybeScalarText(value, type) !== undefined
}

/** Strings as they are, numbers in their own spelling, lists and objects as JSON. */
function textOf(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value : (numberText(value) ?? JSON.stringify(value)))
}

function isBigint(text: string): boolean {
  return /^-?\d+$/.test(text) && (text.length < 19 || BigInt.asIntN(64, BigInt(text)) === BigInt(text))
}
