/** A rejected record as fields that can be corrected one by one: pure. */
import type { Column } from '../../../src/model/schema.ts'

export interface Field {
  /** As users write it in SQL: `order.amount`. */
  readonly name: string
  readonly path: readonly string[]
  /** The type of its column, where the dataset has one. */
  readonly type?: string
  /** Undefined when the record lacks it. */
  readonly value: unknown
}

type Json = Record<string, unknown>

/** Undefined for a text that is no JSON object. */
export function maybeObject(text: string | null): Json | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** What the record has, and what the project says that it should have. */
export function fieldsOf(record: Json, columns: readonly Column[]): Field[] {
  const typeOf = (name: string) => columns.find((column) => column.name === name)?.type
  const own = leavesOf(record, []).map(({ path, value }) => {
    const type = typeOf(path.join('.'))
    return { name: path.join('.'), path, value, ...(type === undefined ? {} : { type }) }
  })
  const known = new Set(own.map(({ name }) => name))
  const missing = columns.filter(({ name, declared }) => declared && !known.has(name))
  return [...own, ...missing.map(({ name, path, type }) => ({ name, path, type, value: undefined }))]
}

/** Whether it is a field that the reason names: `cannot store record: expecting order.amount of type number`, or `cannot read sd "x"`. */
export function isBlamed({ name }: Field, reason: string | null): boolean {
  const names = ['expecting', 'cannot read', 'cannot find'].flatMap((words) => [
    `${words} ${name} `,
    `${words} ${name}:`,
  ])
  return names.some((words) => reason?.includes(words))
}

/** What the reason says that was expected of the field: `cannot read mean "x": expecting -5 to 45; …`. */
export function maybeExpected({ name }: Field, reason: string | null): string | undefined {
  for (const part of (reason ?? '').split('; ')) {
    const [, named, expected] = /^cannot read ([^\s":]+)(?: ".*")?: expecting (.+)$/.exec(part) ?? []
    if (named === name) return expected
  }
  return undefined
}

/** The text of a value in a field of the form; of a text without its quotes. */
export function textOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What was typed, as the value of the field: by the type of its column, else as it was before. */
export function typedValue(text: string, { type, value }: Field): unknown {
  if (text === textOf(value)) return value
  if (type === 'BIGINT' || type === 'DOUBLE') {
    const number = Number(text)
    return text.trim() !== '' && Number.isFinite(number) ? number : text
  }
  if (type === 'BOOLEAN' && (text === 'true' || text === 'false')) return text === 'true'
  if (type !== undefined || typeof value === 'string' || value === undefined) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The record with other values in some of its fields; an empty text takes a field out that was not there. */
export function withValues(record: Json, changes: readonly { readonly field: Field; readonly text: string }[]): Json {
  const result = structuredClone(record)
  for (const { field, text } of changes) {
    if (field.value === undefined && text === '') continue
    let at = result
    for (const key of field.path.slice(0, -1)) {
      const next = at[key]
      if (isObject(next)) at = next
      else {
        const made: Json = {}
        at[key] = made
        at = made
      }
    }
    at[field.path.at(-1)!] = typedValue(text, field)
  }
  return result
}

function leavesOf(value: Json, path: readonly string[]): { path: readonly string[]; value: unknown }[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    isObject(inner) && Object.keys(inner).length > 0
      ? leavesOf(inner, [...path, key])
      : [{ path: [...path, key], value: inner }],
  )
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
