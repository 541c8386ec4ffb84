import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { withoutPart, withPart } from './part-text.ts'

const file = `# Ours.
name:   rivers

sources:
  # The gauges.
  gauges: { type: files,  path: "landing/*.csv", to: readings } # weekly
  logs:
    type: tail # grows
    # Where they are.
    path: logs/*.log
    to: logs

# Tables.
datasets:
    readings: { retention: 5y }
    logs:
streams: { readings: {}, logs: { partitions: 2 } }
views:
  monthly:
    sql: >
      select 1 as n

    refresh: manual
endpoints:
`

describe('the project file with a part changed', () => {
  it('keeps every other byte, and the comments of the part', () => {
    const path = { type: 'tail', path: 'logs/app.log', to: 'logs' }
    expect(withPart(file, 'sources', 'logs', { value: path })).toBe(file.replace('logs/*.log', 'logs/app.log'))
    expect(withPart(file, 'datasets', 'readings', { value: { retention: '7y' } })).toBe(file.replace('5y', '7y'))
    expect(withPart(file, 'datasets', 'logs', { value: { retention: '1d' } })).toBe(
      file.replace('    logs:\n', '    logs: { retention: 1d }\n'),
    )
  })

  it('takes text as it was written, moved to where it stands', () => {
    const text = 'monthly:\n  # All.\n  sql: select 2\n'
    expect(withPart(file, 'views', 'monthly', { value: { sql: 'select 2' }, text })).toBe(
      file.replace(/ {2}monthly:[\s\S]*manual/, '  monthly:\n    # All.\n    sql: select 2'),
    )
  })

  it('puts a new part behind the others, under a section without parts, or under a new section', () => {
    const made = withPart(file, 'sources', 'host', { value: { type: 'host', to: 'host' } })
    expect(made).toBe(file.replace('    to: logs\n', '    to: logs\n  host: { type: host, to: host }\n'))
    const sql = { sql: 'select a, b, c from monthly\nwhere year = $year', params: { year: 'integer' } }
    expect(withPart(file, 'endpoints', '/temp', { value: sql })).toBe(
      `${file}  /temp:\n    sql: |-\n      select a, b, c from monthly\n      where year = $year\n    params: { year: integer }\n`,
    )
    expect(withPart(file, 'channels', 'ops', { value: { type: 'sns' } })).toBe(
      `${file}\nchannels:\n  ops: { type: sns }\n`,
    )
    expect(parse(withPart(file, 'streams', 'more', { value: { key: 'id' } })).streams.more).toEqual({ key: 'id' })
  })

  it('removes a part with the comment right above it', () => {
    expect(withoutPart(file, 'sources', 'gauges')).toBe(file.replace(/ {2}# The gauges\.\n.*weekly\n/, ''))
    expect(withoutPart(file, 'views', 'monthly')).toBe(file.replace(/ {2}monthly:[\s\S]*manual\n/, ''))
    expect(parse(withoutPart(file, 'streams', 'logs')).streams).toEqual({ readings: {} })
  })

  it('keeps the line ends of the file', () => {
    const made = withPart(file.replaceAll('\n', '\r\n'), 'sources', 'host', { value: { type: 'host', to: 'host' } })
    expect(made.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it('refuses a file that repeats parts by anchors rather than to say something else', () => {
    const shared = 'sources:\n  a: &a { type: host, to: x }\n  b: *a\n'
    expect(() => withPart(shared, 'sources', 'a', { value: { type: 'host', to: 'y' } })).toThrow('only people')
    expect(withPart(shared, 'sources', 'c', { value: { type: 'host', to: 'z' } })).toContain('b: *a\n  c: {')
  })

  it('says what was asked for, whatever it is', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/)
    const value = fc.dictionary(
      name,
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.integer(),
        fc.boolean(),
        fc.array(fc.string()),
        fc.dictionary(name, fc.string(), { noNullPrototype: true }),
      ),
      { noNullPrototype: true },
    )
    const section = fc.constantFrom('sources', 'datasets', 'streams', 'views', 'channels', 'endpoints')
    fc.assert(
      fc.property(
        section,
        fc.oneof(name, fc.constantFrom('logs', 'gauges', 'monthly', 'readings')),
        value,
        (of, part, wanted) => {
          const made = withPart(file, of, part, { value: wanted })
          const expected = parse(file)
          expected[of] = { ...expected[of], [part]: wanted }
          expect(parse(made)).toEqual(expected)
          expect(Object.keys(parse(withoutPart(made, of, part))[of] ?? {})).not.toContain(part)
        },
      ),
      { numRuns: 20 },
    )
  })
})
