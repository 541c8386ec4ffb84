import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { readProject } from '../../project/index.ts'
import { Policy } from '../policy.ts'
import { openState } from '../state.ts'
import { LoginLimit, TooOftenError } from './login-limit.ts'
import { People } from './people.ts'

const folder = fileURLToPath(new URL('../../../test/projects/logs', import.meta.url))
const { project } = await readProject(folder, { environment: {} })
const visitor = { address: '192.0.2.1', agent: 'test' }
const password = 'a long way to the river'
const hour_ms = 3_600_000

function opened() {
  const clock = { now: Date.parse('2026-01-01T00:00:00Z') }
  const state = openState(temporaryFolder(), () => 'nobody')
  onTestFinished(() => state.close())
  return { clock, state, people: new People(state, new Policy(() => project!), () => clock.now) }
}

describe('a session', () => {
  it('ends when it rests for a day, and after two weeks however busy it is', async () => {
    const { clock, people } = opened()
    await people.add({ name: 'anna', role: 'admin' }, password)
    const { secret } = people.enter('anna', visitor)
    clock.now += 23 * hour_ms
    expect(people.sessions.maybeUser(secret)).toMatchObject({ user: 'anna' })
    clock.now += 25 * hour_ms
    expect(people.sessions.maybeUser(secret)).toBeUndefined()
    const busy = people.enter('anna', visitor).secret
    for (let hours = 0; hours < 14 * 24 - 12; hours += 12) {
      clock.now += 12 * hour_ms
      expect(people.sessions.maybeUser(busy), `after ${hours} h`).toBeDefined()
    }
    clock.now += 12 * hour_ms
    expect(people.sessions.maybeUser(busy)).toBeUndefined()
    expect(people.sessions.list('anna')).toEqual([])
  })
})

describe('the link for the first administrator', () => {
  it('expires, is void after another one was made, and once there is somebody', async () => {
    const { clock, people } = opened()
    const first = people.inviteFirst()!.secret
    const second = people.inviteFirst()!.secret
    const accept = (secret: string) => people.accept({ secret, name: 'root', password }, visitor)
    await expect(accept(first)).rejects.toThrow('it was used already, or has expired')
    clock.now += 25 * hour_ms
    await expect(accept(second)).rejects.toThrow('it was used already, or has expired')
    const third = people.inviteFirst()!.secret
    people.invite({ name: 'anna', role: 'admin' }, 'local')
    await expect(accept(third)).rejects.toThrow('it was used already, or has expired')
    expect(people.inviteFirst()).toBeUndefined()
  })

  it('makes one administrator of two who take it at once', async () => {
    const { people } = opened()
    const { secret } = people.inviteFirst()!
    const both = await Promise.allSettled(
      ['one', 'two'].map((name) => people.accept({ secret, name, password }, visitor)),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(people.users.list()).toHaveLength(1)
  })
})

describe('the limit of logins', () => {
  it('lets five fail, then doubles the wait, and forgets after a success or an hour', () => {
    let now = 0
    const limit = new LoginLimit(() => now)
    const waitOf = () => {
      try {
        limit.attempt('anna', '192.0.2.1')
        return 0
      } catch (error) {
        return (error as TooOftenError).retry_s
      }
    }
    expect(Array.from({ length: 5 }, waitOf)).toEqual([0, 0, 0, 0, 0])
    expect(waitOf()).toBe(1)
    now += 1000
    expect(waitOf()).toBe(0)
    expect(waitOf()).toBe(2)
    now += 2000
    limit.attempt('Anna', '192.0.2.1')()
    expect(waitOf()).toBe(0)
    for (let i = 0; i < 40; i++) {
      now += 900_000
      waitOf()
    }
    expect(waitOf()).toBe(900)
    now += hour_ms
    expect(waitOf()).toBe(0)
  })

  it('keeps an account open to others while one address guesses', () => {
    const limit = new LoginLimit(() => 0)
    for (let i = 0; i < 5; i++) limit.attempt('anna', '192.0.2.1')
    expect(() => limit.attempt('anna', '192.0.2.1')).toThrow(TooOftenError)
    expect(() => limit.attempt('anna', '192.0.2.2')).not.toThrow()
  })
})

describe('codes', () => {
  it('are asked for before a login counts as a success, so that they cannot be guessed at will', async () => {
    const { people } = opened()
    await people.add({ name: 'anna', role: 'admin' }, password)
    people.users.setTotp('anna', people.factors.propose('anna', 'Caudal').secret)
    for (let i = 0; i < 5; i++) expect(await people.logIn({ name: 'anna', password }, visitor)).toBeUndefined()
    await expect(people.logIn({ name: 'anna', password, code: '123456' }, visitor)).rejects.toThrow('tried too often')
  })
})
