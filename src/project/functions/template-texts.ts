/** What a new function begins with, by what starts it. */
import type { TriggerKind } from './trigger-declaration.ts'

export interface TemplateTexts {
  /** Its options in the project file. */
  readonly options: (name: string) => string
  readonly module: string
  /** Its cases, behind the name of the function. */
  readonly cases: (name: string) => string
  /** What `tests/<name>.txt` has, where a case is given that. */
  readonly fixture?: string
}

export const templateTexts: Readonly<Record<TriggerKind, TemplateTexts>> = {
  stream: {
    options: (name) => `{ on: <stream>, run: functions/${name}.ts, to: <stream> }`,
    module: `import { defineFunction } from 'caudal'

export default defineFunction({
  *run(records, { reject }) {
    for (const record of records) {
      if (record.value === undefined) reject(record, 'the value is missing')
      else yield { ...record, value: Number(record.value) }
    }
  },
})
`,
    cases: () => `cases:
  - name: values become numbers
    given: [{ value: "16.5" }]
    gives: [{ value: 16.5 }]
  - name: a record without a value is rejected
    given: [{ id: 7 }]
    gives: []
    rejects: [the value is missing]
`,
  },
  http: {
    options: (name) => `{ on: { http: /${name}, access: writer }, run: functions/${name}.ts, to: <stream> }`,
    module: `import { defineFunction } from 'caudal'

export default defineFunction({
  // What is yielded is on disk before the answer is sent.
  *http({ body }) {
    const { value } = (body ?? {}) as { value?: unknown }
    if (value === undefined) return { status: 400, body: { message: 'the value is missing' } }
    yield { value: Number(value) }
    return { status: 201, body: { value: Number(value) } }
  },
})
`,
    cases: () => `cases:
  - name: a value is stored
    given: [{ method: POST, body: { value: "16.5" } }]
    gives: [{ value: 16.5 }]
    answers: [{ status: 201, body: { value: 16.5 } }]
  - name: without a value it is refused
    given: [{ method: POST, body: {} }]
    gives: []
    answers: [{ status: 400 }]
`,
  },
  schedule: {
    options: (name) =>
      `{ on: { schedule: "0 6 * * *", timezone: Europe/Madrid }, run: functions/${name}.ts, to: <stream> }`,
    module: `import { defineFunction } from 'caudal'

export default defineFunction({
  *schedule(at, { state }) {
    const runs = (state.get<number>('runs') ?? 0) + 1
    state.set('runs', runs)
    yield { at, runs }
  },
})
`,
    cases: () => `cases:
  - name: it tells when it ran
    given: [{ at: "2026-01-31T05:00:00Z" }]
    gives: [{ at: "2026-01-31T05:00:00.000Z", runs: 1 }]
`,
  },
  file: {
    options: (name) => `{ on: { file: "landing/*.txt" }, run: functions/${name}.ts, to: <stream> }`,
    module: `import { defineFunction } from 'caudal'

export default defineFunction({
  async *file(file) {
    let line = 0
    for await (const text of file.lines()) {
      line++
      if (text.trim() !== '') yield { file: file.name, line, text }
    }
  },
})
`,
    cases: (name) => `cases:
  - name: each line becomes a record
    given: [{ path: tests/${name}.txt }]
    gives:
      - { file: ${name}.txt, line: 1, text: one }
      - { file: ${name}.txt, line: 3, text: three }
`,
    fixture: 'one\n\nthree\n',
  },
}
