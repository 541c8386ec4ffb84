import { describe, expect, it } from 'vitest'
import { Replacing } from './replacing.ts'

function replaced(record: Record<string, unknown>) {
  const replacing = new Replacing({ key: 'key', fields: [], redact: (text) => text })
  return { shown: JSON.stringify(replacing.record(record)), told: replacing.replaced }
}

describe('a record that others are to see', () => {
  it.each([
    ['a name', { pwd: 'hunter2x' }, 'hunter2x', 'pwd'],
    ['the name of a header', { headers: { 'x-api-key': 'abcdef' } }, 'abcdef', 'headers.x-api-key'],
    ['a cookie', { 'set-cookie': ['sid=qwerty; Path=/'] }, 'qwerty', 'set-cookie'],
    ['a connection string', { connection_string: 'Server=db;Password=Hunter2;' }, 'Hunter2', 'connection_string'],
    ['an address', { url: 'postgres://app:hunter2@db/x' }, 'hunter2', 'url'],
    ['a query', { path: '/login?token=qwerty&x=1' }, 'qwerty', 'path'],
    ['a text', { message: 'login with password=hunter2 failed' }, 'hunter2', 'message'],
    ['JSON in a text', { body: '{"user":"a","password":"hunter2"}' }, 'hunter2', 'body'],
    ['a Spanish name', { contraseña: 'gatonegro', n: 1 }, 'gatonegro', 'contraseña'],
    ['another Spanish name', { clave: 'gatonegro' }, 'gatonegro', 'clave'],
  ])('has no secret by %s, which is told', (_, record, secret, field) => {
    const { shown, told } = replaced(record)
    expect(shown).not.toContain(secret)
    expect(told).toEqual([{ field, what: 'secret', values: 1 }])
  })

  it('has no e-mail address for the name of a field, which is told', () => {
    const { shown, told } = replaced({ sent: { 'ana@acme.com': 3 } })
    expect(shown).toMatch(/^\{"sent":\{"[a-z]{3}@[a-z]{4}\.example":3\}\}$/)
    expect(told).toEqual([{ field: expect.stringMatching(/^sent\..+\.example$/), what: 'e-mail address', values: 1 }])
  })
})
