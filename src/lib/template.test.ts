import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTemplate } from './template.ts'

const fill = (text: string, values: Record<string, unknown> = {}) => parseTemplate(text).fill(values)
const records = [
  { date: '2026-01-30', sd: 0.714 },
  { date: '2026-01-31', sd: 0.52 },
]

describe('a template', () => {
  it('has the values of its names in their places', () => {
    expect(fill('{{place}}: {{ sd }} in {{place}}', { place: 'P-04', sd: 0.7 })).toBe('P-04: 0.7 in P-04')
    expect(fill('{{ año }} {{ ["user id"] }}', { año: 2026, 'user id': 4 })).toBe('2026 4')
  })

  it('is empty where a name has no value, also one that every object has', () => {
    expect(fill('a{{nothing}}b{{toString}}c{{constructor}}{{ place.constructor.name }}', { place: 'x' })).toBe('abc')
  })

  it('decides, loops, and writes numbers and times as it is told to', () => {
    const text =
      '{% for r in records %}{% if r.sd > 0.6 %}{{ r.date | date: "%d/%m" }}: {{ r.sd | round: 1 }}{% endif %}{% endfor %}'
    expect(fill(text, { records })).toBe('30/01: 0.7')
    expect(
      fill('{{ t | date: "%H:%M" }} {{ t | date: "%H:%M", "Europe/Madrid" }}', { t: '2026-01-31T12:00:00Z' }),
    ).toBe('12:00 13:00')
    expect(fill('{{ records | map: "sd" | sum }} of {{ records.size }}', { records })).toBe('1.234 of 2')
  })

  it('tells the names that it asks for, with their places, and not those that it makes', () => {
    const { names } = parseTemplate('{{place}}\n {% for r in records %}{{ r.sd | plus: offset }}{% endfor %}')
    expect(names).toEqual([
      { name: 'place', at: { line: 1, column: 3 } },
      { name: 'records', at: { line: 2, column: 14 } },
      { name: 'offset', at: { line: 2, column: 40 } },
    ])
    expect(parseTemplate('no { name } here').names).toEqual([])
  })

  it.each([
    ['a {{ place | rond }}', 'there is no filter "rond"', 'Did you mean "round"?', 3],
    ['{% fro x in y %}', 'there is no tag "fro"', 'Did you mean "for"?', 1],
    ['{% include "/etc/passwd" %}', 'there is no tag "include"', 'There are #, assign', 1],
    ['{{ place | raw }}', 'there is no filter "raw"', undefined, 1],
    ['{% if place %}', 'tag {% if place %} not closed', 'Write it as Liquid', 1],
    ['x {{ place', 'output "{{ place" not closed', 'Write it as Liquid', 3],
  ])('says what is wrong with %s, and where', (text, message, hint, column) => {
    expect(() => parseTemplate(text)).toThrow(
      expect.objectContaining({
        message: `cannot use the template: ${message}`,
        at: { line: 1, column },
        hint: hint === undefined ? expect.anything() : expect.stringContaining(hint),
      }),
    )
  })

  it.each([
    '{% for i in (1..1000000000) %}x{% endfor %}',
    '{% for i in (1..30000) %}{% for j in (1..30000) %}{% for k in (1..30000) %}{{ k }}{% endfor %}{% endfor %}{% endfor %}',
    '{% assign a = "x" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}',
    '{% assign a = "1,2" | split: "," %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}',
  ])('ends when it would never end: %s', (text) => {
    expect(() => fill(text)).toThrow('it makes too much, or takes too long')
  })

  it('is not tried again at once when it took too long, whatever it is given', () => {
    const text = '{{ a }}{% for i in b %}{% for j in b %}{% for k in b %}{{ k }}{% endfor %}{% endfor %}{% endfor %}'
    const template = parseTemplate(text)
    const overworked = expect.objectContaining({
      message: expect.stringContaining('it makes too much, or takes too long'),
    })
    expect(() => template.fill({ b: Array(10_000).fill('x') })).toThrow(overworked)
    const values = {
      get a(): string {
        throw new Error('it was asked for')
      },
    }
    expect(() => parseTemplate(text).fill(values)).toThrow(overworked)
    expect(parseTemplate(`${text}!`).fill({ a: 'other' })).toBe('other!')
  })

  it('escapes every value in HTML, whatever is done with it before', () => {
    const hostile = '<script>"&\''
    const html = parseTemplate('<b>{{ a }}{{ a | upcase }}{% assign b = a %}{{ b | append: a }}</b>', 'html').fill({
      a: hostile,
    })
    expect(html).toMatch(/^<b>[^<>]*<\/b>$/)
    expect(html).toContain('&lt;script&gt;&#34;&amp;&#39;')
  })

  it('never reads a value as a template', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(fill('<{{a}}>', { a: value, b: 'secret' })).toBe(`<${value}>`)
      }),
    )
  })
})
