import { mkdirSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { connectionFile } from '../../model/connection-file.ts'
import { arrivingFolder } from '../arriving-files.ts'
import { workersFolder } from '../functions/function-engine.ts'
import { firstLinkFile } from '../people/first-link.ts'
import { editsFolder } from '../rejected/edits.ts'
import { openState } from '../state.ts'
import { type MomentParts, momentFolder, releaseMoment, takeMoment } from './moment.ts'

/** A data folder with a catalogue that is open for writing. */
function openData(): { catalogue: DatabaseSync; parts: MomentParts; put(path: string): void } {
  const data = temporaryFolder()
  const lake = join(data, 'lake')
  const state = openState(data, () => 'nobody')
  const files = {
    catalogue: join(lake, 'catalogue.sqlite'),
    kept: [join(lake, 'data')],
    passing: [join(lake, 'tmp'), join(lake, 'readers')],
  }
  const put = (path: string) => {
    mkdirSync(dirname(join(data, path)), { recursive: true })
    writeFileSync(join(data, path), path)
  }
  put('lake/data/main/events/1.parquet')
  const catalogue = new DatabaseSync(files.catalogue)
  onTestFinished(() => {
    catalogue.close()
    state.close()
  })
  catalogue.exec('pragma journal_mode = wal; create table ducklake_snapshot (snapshot_id integer)')
  const parts = { data, state, lake: files, atRest: <T>(work: () => Promise<T>) => work(), countStreams: () => ({}) }
  return { catalogue, parts, put }
}

it('leaves out what each owner says that no start takes up, and has all else', async () => {
  const { parts, put } = openData()
  const passing = [momentFolder, arrivingFolder, workersFolder, editsFolder, 'lake/tmp', 'lake/readers']
  for (const folder of passing) put(join(folder, 'deep', 'file'))
  for (const path of [connectionFile, firstLinkFile, 'streams/events/consumers/a.json.new']) put(path)
  for (const path of ['streams/events/stream.json', 'functions/count/a.json', 'lake/tmpx']) put(path)
  mkdirSync(join(parts.data, 'functions/state/count'), { recursive: true })
  const database = new DatabaseSync(join(parts.data, 'functions/state/count/0.sqlite'))
  onTestFinished(() => database.close())
  database.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; create table entry (n integer)')
  const { files } = await takeMoment(parts)
  expect(files.map(({ path }) => path).sort()).toEqual([
    'functions/count/a.json',
    'functions/state/count/0.sqlite',
    'functions/state/count/0.sqlite-wal',
    'lake/catalogue.sqlite',
    'lake/data/main/events/1.parquet',
    'lake/tmpx',
    'state.sqlite',
    'streams/events/stream.json',
  ])
  await releaseMoment(parts.data)
  expect(await readdir(parts.data)).not.toContain(momentFolder)
})

it('leaves the catalogue free when it fails behind its pinning', async () => {
  const { catalogue, parts } = openData()
  const failing = takeMoment({
    ...parts,
    countStreams: () => {
      throw new Error('the streams have gone')
    },
  })
  await expect(failing).rejects.toThrow('the streams have gone')
  catalogue.exec('insert into ducklake_snapshot values (1)')
  // A reader that stays in its transaction would keep the log from being emptied.
  expect(catalogue.prepare('pragma wal_checkpoint(truncate)').get()).toEqual({ busy: 0, log: 0, checkpointed: 0 })
})

it('leaves the catalogue free when it cannot be read as one', async () => {
  const { catalogue, parts } = openData()
  catalogue.exec('drop table ducklake_snapshot')
  await expect(takeMoment(parts)).rejects.toThrow('no such table')
  expect(catalogue.prepare('pragma wal_checkpoint(truncate)').get()).toEqual({ busy: 0, log: 0, checkpointed: 0 })
})
