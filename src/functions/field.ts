import { isJsonObject, type JsonRecord } from '../model/record.ts'

/** A record of one's own making, before it is given. */
export type NewRecord = Record<string, unknown>

/** A field by its name. `http.status` is the field of that very name, or else `status` within `http`. */
export interface Field {
  readonly name: string
  /** Undefined when it is missing. */
  read(record: JsonRecord): unknown
  /** Sets it in a copy of a record; inner objects are copied on the way. A missing one is added at the end, by its whole name. */
  write(copy: NewRecord, value: unknown): void
  remove(copy: NewRecord): void
}

export function fieldOf(name: string): Field {
  const path = name.split('.')
  if (path.length === 1 && !(name in Object.prototype)) {
    return {
      name,
      read: (record) => record[name],
      write: (copy, value) => {
        copy[name] = value
      },
      remove: (copy) => delete copy[name],
    }
  }
  return {
    name,
    read: (record) => (Object.hasOwn(record, name) ? record[name] : readPath(record, path)),
    write(copy, value) {
      const isWhole = Object.hasOwn(copy, name) || readPath(copy, path) === undefined
      if (isWhole) put(copy, name, value)
      else put(ownParent(copy, path), path.at(-1)!, value)
    },
    remove(copy) {
      if (Object.hasOwn(copy, name)) delete copy[name]
      else if (readPath(copy, path) !== undefined) delete ownParent(copy, path)[path.at(-1)!]
    },
  }
}

/** Sets a field whatever it is called: plain assignment to `__proto__` would lose it. */
export function put(record: NewRecord, name: string, value: unknown): void {
  if (name !== '__proto__') record[name] = value
  else Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
}

function readPath(record: JsonRecord, path: readonly string[]): unknown {
  let value: unknown = record
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}

/** The object that holds the last of the path, copied together with those above it. */
function ownParent(copy: NewRecord, path: readonly string[]): NewRecord {
  let parent = copy
  for (const key of path.slice(0, -1)) {
    const inner = { ...(parent[key] as NewRecord) }
    put(parent, key, inner)
    parent = inner
  }
  return parent
}
