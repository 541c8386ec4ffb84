import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { UserError } from './errors.ts'
import { isPassing } from './passing.ts'

describe('what may pass', () => {
  it('is told apart from a mistake by the code of the error', () => {
    for (const code of ['unavailable', 'overloaded', 'timeout'] as const)
      expect(isPassing(new UserError(code, 'cannot store it'))).toBe(true)
    for (const code of ['invalid', 'forbidden', 'conflict', 'too_large', 'cancelled'] as const)
      expect(isPassing(new UserError(code, 'cannot store it'))).toBe(false)
  })

  it('is what the system refuses for want of something, and nothing else that was thrown', () => {
    expect(isPassing(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))).toBe(true)
    expect(isPassing(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBe(false)
    expect(isPassing(new TypeError('x is not a function'))).toBe(false)
    expect(isPassing(undefined)).toBe(false)
  })

  it('is told apart from a mistake of ours in SQLite, too', () => {
    using db = new DatabaseSync(':memory:')
    db.exec('pragma page_size = 512; pragma max_page_count = 2; create table t (x)')
    const errorOf = (sql: string) => {
      try {
        db.exec(sql)
      } catch (error) {
        return error
      }
    }
    expect(isPassing(errorOf('insert into t values (zeroblob(10000))'))).toBe(true)
    expect(isPassing(errorOf('insert into nothing values (1)'))).toBe(false)
  })
})
