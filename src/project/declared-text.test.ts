import { describe, expect, it } from 'vitest'
import { maybeDeclaredText, optionsOf } from './declared-text.ts'
import { secretsOf } from './parts/secrets.ts'
import { projectSchema } from './schema.ts'

const text = `name: rivers
sources:
  # The gauges.
  gauges: { type: files, path: "landing/*.csv", to: readings }
datasets:
  readings:
    retention: 5y
    # In degrees.
    fields: { celsius: number }
endpoints:
  /sales: { sql: "select 1" }
`

describe('the text of a declared part', () => {
  it('is as the project file writes it, moved to the left, with its comments', () => {
    expect(maybeDeclaredText(text, 'sources', 'gauges', secretsOf('sources', new Set()))).toBe(
      'gauges: { type: files, path: "landing/*.csv", to: readings }',
    )
    expect(maybeDeclaredText(text, 'datasets', 'readings', secretsOf('datasets', new Set()))).toBe(
      'readings:\n  retention: 5y\n  # In degrees.\n  fields: { celsius: number }',
    )
    expect(maybeDeclaredText(text, 'endpoints', '/sales', secretsOf('endpoints', new Set()))).toBe(
      '/sales: { sql: "select 1" }',
    )
  })

  it('is none for what the file does not write', () => {
    expect(maybeDeclaredText(text, 'streams', 'readings', secretsOf('streams', new Set()))).toBeUndefined()
    expect(maybeDeclaredText(text, 'sources', 'other', secretsOf('sources', new Set()))).toBeUndefined()
    expect(maybeDeclaredText('', 'sources', 'other', secretsOf('sources', new Set()))).toBeUndefined()
  })

  it('hides what should be a variable, and shows the names of variables', () => {
    const secret = `sources:
  db: { type: mysql, url: "mysql://ana:hunter2@db/x", password: hunter2, token: "\${TOKEN}", api_token: 'hunter2' }
  hook:
    headers: # Ours.
      authorization: Bearer hunter2
      accept: text/plain
    list: [{ secret: "hunter2" }]
`
    const shown = maybeDeclaredText(secret, 'sources', 'db', secretsOf('sources', new Set()))!
    expect(shown).not.toContain('hunter2')
    expect(shown).toContain('$' + '{TOKEN}')
    expect(shown).toContain('mysql://ana:[hidden]@db/x')
    expect(maybeDeclaredText(secret, 'sources', 'hook', secretsOf('sources', new Set()))).toBe(`hook:
  headers: # Ours.
    authorization: "[hidden]"
    accept: text/plain
  list: [{ secret: "[hidden]" }]`)
  })
})

describe('the options of a declared part', () => {
  it('are those that it writes, then the others, each as its schema explains it', async () => {
    const schema = await projectSchema()
    const options = optionsOf(text, 'sources', 'gauges', schema)
    expect(options.filter(({ written }) => written).map(({ name }) => name)).toEqual(['type', 'path', 'to'])
    expect(options.every(({ description }) => description)).toBe(true)
    expect(options.some(({ written }) => !written)).toBe(true)
    const [retention] = optionsOf(text, 'datasets', 'readings', schema)
    expect(retention).toMatchObject({ name: 'retention', written: true })
    expect(optionsOf(text, 'streams', 'readings', schema).every(({ written }) => !written)).toBe(true)
  })
})
