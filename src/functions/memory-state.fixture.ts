import type { FunctionState } from './function.ts'

/** State in memory, as a worker has it on disk. */
export function createMemoryState(): FunctionState {
  const values = new Map<string, string>()
  return {
    get: (key) => parse(values.get(key)),
    // As text, as any durable state has it: nobody's later change to a value is kept by accident.
    set: (key, value) => values.set(key, JSON.stringify(value)),
    delete: (key) => values.delete(key),
    *entries(prefix) {
      const keys = [...values.keys()].filter((key) => key.startsWith(prefix))
      keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      for (const key of keys) if (values.has(key)) yield [key, parse(values.get(key))]
    },
  }
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}
