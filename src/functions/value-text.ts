/** A value as it is shown in a reason. */
export function shown(value: unknown): string {
  const text = valueText(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The JSON text of a value: equal values of one type have equal texts. Nothing is null. */
export function valueText(value: unknown): string {
  return typeof value === 'bigint' ? String(value) : (JSON.stringify(value ?? null, integers) ?? 'null')
}

function integers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value
}
