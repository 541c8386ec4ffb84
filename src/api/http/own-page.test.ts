import { describe, expect, it } from 'vitest'
import { requireOwnPage } from './own-page.ts'

const host = 'caudal.example.org'
const isTaken = (method: string, headers: Record<string, string>) => {
  try {
    requireOwnPage({ method, headers: { host, ...headers } })
    return true
  } catch {
    return false
  }
}

describe('a request with a cookie', () => {
  it.each([
    ['POST', { 'sec-fetch-site': 'same-origin', 'x-caudal': '1' }, true],
    ['POST', { origin: `https://${host}`, 'x-caudal': '1' }, true],
    ['POST', { origin: 'https://caudal.test', 'x-forwarded-host': 'caudal.test', 'x-caudal': '1' }, true],
    ['POST', { 'sec-fetch-site': 'same-origin' }, false],
    ['POST', { 'sec-fetch-site': 'same-site', 'x-caudal': '1' }, false],
    ['POST', { 'sec-fetch-site': 'cross-site', 'x-caudal': '1', 'sec-fetch-mode': 'navigate' }, false],
    ['DELETE', { origin: 'https://evil.example.org', 'x-caudal': '1' }, false],
    ['POST', { origin: 'null', 'x-caudal': '1' }, false],
    ['POST', { origin: 'not a url', 'x-caudal': '1' }, false],
    ['GET', { 'sec-fetch-site': 'same-origin' }, true],
    ['GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, true],
    ['GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, false],
    ['GET', { origin: 'https://evil.example.org' }, false],
  ])('as %s with %j is taken: %s', (method, headers, taken) => {
    expect(isTaken(method, headers as Record<string, string>)).toBe(taken)
  })
})
