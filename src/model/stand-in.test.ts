import { describe, expect, it } from 'vitest'
import { hideFinds, standInFor } from './stand-in.ts'

const found = (text: string) => {
  const kinds: string[] = []
  return { shown: hideFinds(text, 'key', (kind) => kinds.push(kind)), kinds }
}

describe('a stand-in', () => {
  it('has the shape of the value, and is the same for the same value and key', () => {
    const shown = standInFor('Ana María, C/ 12-B', 'key')
    expect(shown).toMatch(/^[A-Z][a-z]{2} [A-Z][a-z]{4}, [A-Z]\/ \d\d-[A-Z]$/)
    expect(standInFor('Ana María, C/ 12-B', 'key')).toBe(shown)
    expect(standInFor('Ana María, C/ 12-B', 'another')).not.toBe(shown)
  })

  it('of an address is an address that nobody has', () => {
    const { shown, kinds } = found('mail from <jane.doe+x@acme.co.uk>.')
    expect(shown).toMatch(/^mail from <[a-z]{4}\.[a-z]{3}\+[a-z]@[a-z]{4}\.[a-z]{2}\.example>\.$/)
    expect(kinds).toEqual(['e-mail address'])
  })

  it('of a card number is one that passes the check of its last digit', () => {
    const { shown, kinds } = found('paid by 4111 1111 1111 1111')
    expect(kinds).toEqual(['card number'])
    expect(shown).toMatch(/^paid by \d{4} \d{4} \d{4} \d{4}$/)
    expect(shown).not.toContain('4111 1111')
    expect(found(shown).kinds).toEqual(['card number'])
  })

  it.each([
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
    'AKIAIOSFODNN7EXAMPLE',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    '9f86d081884c7d659a2feaa0c55ad015',
  ])('is put in the place of the token %s', (token) => {
    const { shown, kinds } = found(`Bearer ${token}`)
    expect(kinds).toEqual(['token'])
    expect(shown).toHaveLength(`Bearer ${token}`.length)
    expect(shown).not.toContain(token)
  })

  it.each([
    '2026-03-15T12:34:56.789Z',
    '/var/log/nginx/access.log',
    'functions/readRecordsOfProject.ts',
    '123e4567-e89b-12d3-a456-426614174000',
    '1234567890123456',
    'urn:device:00017',
    'https://example.org/a/b/c?d=e',
    'com.example.orders.OrderService',
    '3.141592653589793238',
  ])('is not put in the place of %s', (text) => {
    expect(found(text)).toEqual({ shown: text, kinds: [] })
  })
})
