import { createHash } from 'node:crypto'

/** A value as it is shown in a reason. */
export function shown(value: unknown): string {
  const text = valueText(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The JSON text of a value: equal values of one type have equal texts. Nothing is null. */
export function valueText(value: unknown): string {
  return typeof value === 'bigint' ? String(value) : (JSON.stringify(value ?? null, integers) ?? 'null')
}

/** The values' text, or where that is long a digest that no two texts share. */
export function keyText(values: readonly unknown[]): string {
  const text = values.map(valueText).join()
  return text.length <= 64 ? text : `#${createHash('sha256').update(text).digest('base64')}`
}

function integers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value
}
