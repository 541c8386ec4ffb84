import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/folder.ts'
import { realFileSystem } from '../../../lib/file-system.ts'
import { Shape, scanChunk } from '../../../model/scan.ts'
import { Duck } from '../duck.ts'
import { Converter } from './conversion.ts'
import { layOut } from './layout.ts'

test('good records are not rejected because the disk fails', async () => {
  const folder = temporaryFolder()
  const duck = await Duck.open({ connections: 1, threads: 1, memory: '256MB', spill: join(folder, 'spill') })
  onTestFinished(() => duck.close())
  const bytes = Buffer.from('{"n":1}\n{"n":2}\n')
  const path = join(folder, 'chunk.ndjson')
  writeFileSync(path, bytes)
  let ids = 10
  const records = {
    dataset: 'logs',
    table: 1,
    path,
    runs: [{ offset: 0, count: 2, received: 0, source: 'test' }],
    layout: layOut(bytes, scanChunk(bytes, new Shape()), [], { name: 'logs' }, () => ids++),
    bytes,
  }
  const full = Object.assign(new Error('ENOSPC: no space left on device, fsync'), { code: 'ENOSPC' })
  const failing = new Converter(duck, () => folder, { ...realFileSystem, syncFolder: () => Promise.reject(full) })
  await expect(failing.convert(records)).rejects.toBe(full)
  const working = new Converter(duck, () => folder, realFileSystem)
  expect(await working.convert(records)).toMatchObject({ files: [{ rows: 2 }], rejected: [] })
})
