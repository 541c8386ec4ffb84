import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/errors.ts'
import { silent } from '../lib/log.ts'
import { mayPass, untilItPasses } from './patience.ts'

const never = new AbortController().signal
const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })

describe('work that the disk refuses', () => {
  it('is tried again until it passes', async () => {
    const failures = [full, new UserError('unavailable', 'cannot open stream "a": the disk is full')]
    const run = () => {
      const failure = failures.shift()
      if (failure) throw failure
      return 'done'
    }
    expect(await untilItPasses(run, { what: 'open', log: silent, signal: never })).toBe('done')
  })

  it('is given up when nobody waits any more, and mistakes are told at once', async () => {
    const fail = (error: Error) => () => Promise.reject(error)
    const gone = AbortSignal.abort()
    await expect(untilItPasses(fail(full), { what: 'open', log: silent, signal: gone })).rejects.toBe(full)
    const mistake = new UserError('invalid', 'cannot open stream "A"')
    await expect(untilItPasses(fail(mistake), { what: 'open', log: silent, signal: never })).rejects.toBe(mistake)
  })

  it('is told apart from a mistake of ours, in SQLite too', () => {
    const db = new DatabaseSync(':memory:')
    db.exec('pragma page_size = 512; pragma max_page_count = 2; create table t (x)')
    const errorOf = (sql: string) => {
      try {
        db.exec(sql)
      } catch (error) {
        return error
      }
    }
    expect(mayPass(errorOf('insert into t values (zeroblob(10000))'))).toBe(true)
    expect(mayPass(errorOf('insert into nothing values (1)'))).toBe(false)
    expect(mayPass(new TypeError('x is not a function'))).toBe(false)
    db.close()
  })
})
