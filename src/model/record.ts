/** A record as its JSON line was parsed. Whoever changes one makes a new one; integers that a double does not hold are bigint. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** Whether a value is an object of JSON. */
export function isJsonObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of a JSON line, with all digits of integers. Throws a SyntaxError. */
export function parseJson(line: string, isExact: boolean = mayHaveLongNumbers(line)): unknown {
  return isExact ? JSON.parse(line, keepInteger as Reviver) : JSON.parse(line)
}

/** The record of a JSON line, where it is one. */
export function maybeRecord(line: string): JsonRecord | undefined {
  try {
    const value = parseJson(line)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether a number may have more digits than a double keeps; asked of many lines at once it costs least. */
export function mayHaveLongNumbers(json: string): boolean {
  return /[:,[]\s*-?\d{16}/.test(json)
}

type Reviver = (key: string, value: unknown) => unknown

function keepInteger(_key: string, value: unknown, { source }: { source: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  return /^-?\d+$/.test(source) ? BigInt(source) : value
}

/** A record as a JSON line, without its end. */
export function recordText(record: JsonRecord): string {
  try {
    return JSON.stringify(record)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return JSON.stringify(record, writeInteger)
  }
}

function writeInteger(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value
}
