/** Real logs and series, where they lie beside the repository: `../shared/data`. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import files from './files/index.ts'
import { Harness } from './source.contract.ts'
import tail from './tail/index.ts'

const data = join(import.meta.dirname, '../../../shared/data')

describe.skipIf(!existsSync(data))('real inputs (skipped where ../shared/data is not there)', () => {
  it('follows 10,000 lines of an access log', async () => {
    await using harness = await Harness.create(tail, {
      path: join(data, 'logs/apache-access-10000.log'),
      poll: '20ms',
    })
    harness.start()
    await harness.received(10_000)
    const text = await readFile(join(data, 'logs/apache-access-10000.log'), 'utf8')
    expect(harness.records.map(({ message }) => message)).toEqual(text.split('\n').slice(0, -1))
  })

  it('follows logs with CR LF and without a last line end', async () => {
    const path = ['apache-2k.log', 'linux-2k.log', 'openssh-2k.log', 'hdfs-2k.log'].map((name) =>
      join(data, 'logs', name),
    )
    await using harness = await Harness.create(tail, { path, poll: '20ms', quiet: '50ms' })
    harness.start()
    await harness.received(8000)
    expect(harness.records.every(({ message }) => !String(message).endsWith('\r'))).toBe(true)
  })

  it('reads series of a lake and of two rivers', async () => {
    const path = [join(data, 'series/*.csv'), join(data, 'series/*.tsv')]
    await using harness = await Harness.create(files, { path, poll: '20ms', file_field: 'file' })
    harness.start()
    await harness.received(9565 + 2 * 5479)
    expect(harness.rejected).toEqual([])
    const river = harness.records.filter(({ WTEMP }) => WTEMP !== undefined)
    expect(river).toHaveLength(2 * 5479)
    expect(
      river.every(({ TEMP, FLOW }) => [TEMP, FLOW].every((value) => value === undefined || typeof value === 'number')),
    ).toBe(true)
  })
})
