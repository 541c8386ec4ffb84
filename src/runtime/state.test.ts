import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { openState } from './state.ts'

const open = (folder: string) => openState(folder, () => 'nobody')
const tablesOf = (state: DatabaseSync) =>
  state
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .all()
    .map(({ name }) => name)

describe('the state of an installation', () => {
  it('has the tables of all who keep something there, each with its version', () => {
    const state = open(temporaryFolder())
    expect(tablesOf(state)).toEqual(
      expect.arrayContaining(['token', 'refused', 'rejected_fate', 'monitor', 'delivery']),
    )
    expect(state.prepare("select version from table_version where owner = 'tokens'").get()).toEqual({ version: 4 })
    state.close()
  })

  it('takes each step once, and keeps what is there', () => {
    const folder = temporaryFolder()
    const before = open(folder)
    before.exec("insert into refused values ('events', 3)")
    before.close()
    const after = open(folder)
    expect(after.prepare('select * from refused').all()).toEqual([{ stream: 'events', records: 3 }])
    after.close()
  })

  it('takes the steps that an earlier version did not know', () => {
    const folder = temporaryFolder()
    const earlier = open(folder)
    earlier.exec(`alter table token drop column tenant; update table_version set version = 2 where owner = 'tokens'`)
    earlier.close()
    const state = open(folder)
    expect(state.prepare('select tenant from token').all()).toEqual([])
    state.close()
  })

  it('takes over a data folder from before tables had versions', () => {
    const folder = temporaryFolder()
    const earlier = open(folder)
    earlier.exec('drop table table_version; alter table token drop column tenant')
    earlier.close()
    const state = open(folder)
    expect(state.prepare('select attributes, tenant from token').all()).toEqual([])
    state.close()
  })

  it('is left to the version that wrote it when that is a later one', () => {
    const folder = temporaryFolder()
    const later = open(folder)
    later.exec("update table_version set version = 99 where owner = 'tokens'")
    later.close()
    expect(() => open(folder)).toThrow('cannot open the state: a later version of Caudal has written its tokens')
    new DatabaseSync(join(folder, 'state.sqlite')).close()
  })
})
