import { describe, expect, it } from 'vitest'
import { maybeRule, maybeText, verifiedOf } from './claims.ts'

describe('the rules of a login', () => {
  const rules = [
    { when: { groups: 'data', active: true }, role: 'editor' },
    { when: { 'realm_access.roles': 'staff' }, role: 'reader' },
    { when: { 'https://example.org/level': 3 }, role: 'viewer' },
  ]
  const roleOf = (claims: object) => maybeRule({ sub: '1', ...claims }, rules)?.role

  it('ask for every claim, and of a list for one of its values', () => {
    expect(roleOf({ groups: ['all', 'data'], active: true })).toBe('editor')
    expect(roleOf({ groups: 'data', active: true })).toBe('editor')
    expect(roleOf({ groups: ['all', 'data'] })).toBeUndefined()
    expect(roleOf({ groups: ['database'], active: true })).toBeUndefined()
    expect(roleOf({ groups: 'data', active: 'true' })).toBeUndefined()
  })

  it('name claims within others with dots, and addresses as they are', () => {
    expect(roleOf({ realm_access: { roles: ['staff'] } })).toBe('reader')
    expect(roleOf({ realm_access: ['staff'] })).toBeUndefined()
    expect(roleOf({ 'https://example.org/level': 3 })).toBe('viewer')
    expect(maybeRule({ sub: '1' }, [{ when: { 'constructor.name': 'Object' }, role: 'admin' }])).toBeUndefined()
  })

  it('are for everybody without claims, and in their order', () => {
    expect(maybeRule({ sub: '1', a: 1 }, [{ when: { a: 1 }, role: 'first' }, { role: 'second' }])?.role).toBe('first')
    expect(maybeRule({ sub: '1' }, [{ when: { a: 1 }, role: 'first' }, { role: 'second' }])?.role).toBe('second')
  })
})

describe('an e-mail address', () => {
  it('is none before the provider has verified it', () => {
    const emailOf = (claims: object) => maybeText(verifiedOf({ sub: '1', ...claims }), 'email')
    expect(emailOf({ email: 'Ana@Example.org', email_verified: true })).toBe('ana@example.org')
    expect(emailOf({ email: 'ana@example.org' })).toBeUndefined()
    expect(emailOf({ email: 'ana@example.org', email_verified: false })).toBeUndefined()
    expect(emailOf({ email: ['ana@example.org'], email_verified: true })).toBeUndefined()
  })
})
