import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { UserError } from '../lib/errors.ts'
import { readProject } from '../project/index.ts'
import { Policy } from './policy.ts'
import { openState } from './state.ts'
import { Tokens } from './tokens.ts'

/** A project without roles and companies of its own. */
const { project } = await readProject(fileURLToPath(new URL('../../test/projects/logs', import.meta.url)), {
  environment: {},
})

function opened(now = () => 1_000_000) {
  const folder = temporaryFolder()
  const state = openState(folder, () => 'nobody')
  onTestFinished(() => {
    if (state.isOpen) state.close()
  })
  return { folder, state, tokens: new Tokens(state, new Policy(() => project!), now) }
}

describe('access tokens', () => {
  it('recognise who presents them, with role and names', () => {
    const { tokens } = opened()
    const { token } = tokens.create({ name: 'shop', role: 'writer', only: ['events'] })
    expect(tokens.callerOf(token)).toEqual({ name: 'shop', role: 'writer', may: ['write'], only: ['events'] })
    expect(tokens.callerOf(`${token}x`)).toBeUndefined()
  })

  it('are not in the file in which they are stored', () => {
    const { folder, state, tokens } = opened()
    const { token } = tokens.create({ name: 'shop', role: 'writer' })
    state.close()
    expect(readFileSync(join(folder, 'state.sqlite')).includes(token)).toBe(false)
  })

  it('end at their time, and at once when they are revoked', () => {
    let now = 0
    const { tokens } = opened(() => now)
    const brief = tokens.create({ name: 'brief', role: 'reader', expires_ms: 1000 }).token
    const revoked = tokens.create({ name: 'revoked', role: 'reader' }).token
    expect(tokens.callerOf(brief)).toBeDefined()
    expect(tokens.callerOf(revoked)).toBeDefined()
    now = 1000
    tokens.revoke('revoked')
    expect(tokens.callerOf(brief)).toBeUndefined()
    expect(tokens.callerOf(revoked)).toBeUndefined()
  })

  it('have names that are free and roles that exist', () => {
    const { tokens } = opened()
    tokens.create({ name: 'shop', role: 'writer' })
    expect(() => tokens.create({ name: 'shop', role: 'reader' })).toThrow('a token of this name exists')
    expect(() => tokens.create({ name: 'a b', role: 'reader' })).toThrow(UserError)
    expect(() => tokens.create({ name: 'other', role: 'wirter' })).toThrow('expecting one of viewer, reader')
    expect(() => tokens.revoke('shpo')).toThrow('cannot revoke token "shpo"')
  })
})

describe('the state of an installation', () => {
  it('belongs to one process at a time', () => {
    const { folder } = opened()
    expect(() => openState(folder, () => 'the other one')).toThrow('the other one holds it')
  })
})
