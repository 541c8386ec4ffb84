/** Values of a JSON text that may be of any shape: what is not of the one that is asked for is absent. */
export type Json = Readonly<Record<string, unknown>>

export function mapOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(mapOf) : []
}

export function maybeText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

export function maybeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** The value below these keys. */
export function within(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((found, key) => mapOf(found)[key], value)
}
