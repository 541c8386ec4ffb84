import { describe, expect, test } from 'vitest'
import type { EndpointParameter } from '../../project/endpoints/parameters.ts'
import type { ProjectEndpoint } from '../../project/project.ts'
import { readRequest } from './request.ts'

const at = { line: 1, column: 1 }
const parameter = (name: string, type: EndpointParameter['type'], more: Partial<EndpointParameter> = {}) => ({
  ...{ name, type, isRequired: false, at },
  ...more,
})

const endpoint = {
  name: '/things',
  params: [
    parameter('year', 'integer', { min: 2000, max: 2100 }),
    parameter('ratio', 'number'),
    parameter('name', 'text', { min: 1, max: 5 }),
    parameter('flag', 'boolean'),
    parameter('day', 'date', { min: '2006-01-01' }),
    parameter('at', 'timestamp'),
    parameter('unit', 'text', { values: ['C', 'F'], default: 'C' }),
  ],
  pages: true,
  limit: 100,
  formats: ['json', 'csv'],
} as unknown as ProjectEndpoint

const read = (query: Record<string, string | string[]>, accept?: string) => readRequest(endpoint, query, {}, accept)

describe('the parameters of a request', () => {
  test.each([
    ['year', '2024', 2024],
    ['ratio', '1.5e3', 1500],
    ['ratio', '-.5', -0.5],
    ['name', "o'x", "o'x"],
    ['flag', 'TRUE', true],
    ['flag', '0', false],
    ['day', '2024-02-29', '2024-02-29'],
    ['at', '2024-02-29T12:00:00+02:00', '2024-02-29T10:00:00.000Z'],
    ['at', '2024-02-29 12:00', '2024-02-29T12:00:00.000Z'],
    ['unit', 'F', 'F'],
  ])('%s=%s is a value', (name, text, value) => {
    expect(read({ [name]: text }).values[name]).toBe(value)
  })

  test.each([
    ['year', '1999', 'a whole number from 2000 to 2100'],
    ['year', '2024.5', 'a whole number from 2000 to 2100'],
    ['year', '9223372036854775808', 'a whole number from 2000 to 2100'],
    ['year', '2024; drop table x', 'a whole number from 2000 to 2100'],
    ['ratio', 'NaN', 'a number'],
    ['ratio', '1e999', 'a number'],
    ['name', '', 'text of 1 to 5 characters'],
    ['name', 'sixsix', 'text of 1 to 5 characters'],
    ['name', 'a\0b', 'text of 1 to 5 characters'],
    ['flag', 'yes', 'true or false'],
    ['day', '2023-02-29', 'a day such as 2026-01-31 of at least 2006-01-01'],
    ['day', '2005-12-31', 'a day such as 2026-01-31 of at least 2006-01-01'],
    ['at', 'yesterday', 'an instant such as 2026-01-31T12:00:00Z'],
    ['unit', 'K', 'C or F'],
    ['limit', '101', 'a whole number from 1 to 100'],
    ['offset', '-1', 'a whole number of at least 0'],
  ])('%s=%s is told with what is expected', (name, text, expected) => {
    expect(() => read({ [name]: text })).toThrow(`cannot read ${name} "${text}": expecting ${expected}`)
  })

  test('are null when they are absent, or what their default says', () => {
    expect(read({}).values).toEqual({ year: null, ratio: null, name: null, flag: null, day: null, at: null, unit: 'C' })
  })

  test('are neither unknown, nor given twice, nor missing', () => {
    expect(() => read({ yaer: '1' })).toThrow('cannot use parameter "yaer" of /things: it has none of this name')
    expect(() => read({ year: ['2001', '2002'] })).toThrow('cannot read year: it was given 2 times')
    const strict = { ...endpoint, params: [parameter('year', 'integer', { isRequired: true })] }
    expect(() => readRequest(strict, {}, {}, undefined)).toThrow('cannot answer /things: parameter "year" is missing')
    expect(() => readRequest(strict, { constructor: 'x' }, {}, undefined)).toThrow('none of this name')
  })
})

describe('the form of an answer', () => {
  test.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['text/csv', 'csv'],
    ['application/json;q=0.5, text/csv', 'csv'],
    ['text/csv;q=0, */*', 'json'],
    ['text/html,application/xhtml+xml', 'json'],
  ] as const)('is by Accept %s %s', (accept, format) => {
    expect(read({}, accept).format).toBe(format)
  })

  test('is one that the endpoint has', () => {
    expect(read({ format: 'csv' }, 'application/json').format).toBe('csv')
    expect(() => read({ format: 'parquet' })).toThrow('cannot read format "parquet": expecting json, csv')
    const csvOnly = { ...endpoint, formats: ['csv'] } as ProjectEndpoint
    expect(() => readRequest(csvOnly, {}, {}, 'application/pdf')).toThrow('cannot answer /things as "application/pdf"')
  })
})
