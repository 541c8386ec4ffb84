import { describe, expect, it } from 'vitest'
import { addressOf, failuresOf, snippetsOf } from './figures.ts'

const parameter = (name: string, where: 'path' | 'query') =>
  ({ name, in: where, type: 'text', required: false }) as const

describe('an endpoint', () => {
  it('is asked at its path with the values that it was given, whatever they are', () => {
    const endpoint = {
      name: '/stations/{place}',
      params: [parameter('place', 'path'), parameter('year', 'query'), parameter('kind', 'query')],
      formats: ['json', 'csv'] as const,
    }
    expect(addressOf(endpoint, { place: '../a b', year: '2026&x=1', kind: '' }, 'json')).toBe(
      '/stations/..%2Fa%20b?year=2026%26x%3D1',
    )
    expect(addressOf(endpoint, { place: 'P' }, 'csv')).toBe('/stations/P?format=csv')
  })

  it('has failed where it gave no answer', () => {
    expect(failuresOf({ statuses: { 200: 5, 304: 1, 400: 2, 404: 7, 429: 3, 500: 1 } })).toBe(3)
  })

  it('is written so that no value leaves its quotes', () => {
    const { curl, javascript } = snippetsOf("http://x/a?b='; rm -rf ~", true)
    expect(curl).toBe("curl 'http://x/a?b=%27; rm -rf ~'")
    expect(javascript).toContain("fetch('http://x/a?b=%27; rm -rf ~')")
    expect(snippetsOf('http://x/', false).curl).toContain('Bearer $KEY')
  })
})
