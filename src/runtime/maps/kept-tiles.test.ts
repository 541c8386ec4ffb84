import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { tile as png } from '../../../test/support/tile-server.ts'
import { KeptTiles } from './kept-tiles.ts'
import { maybePicture } from './tile-picture.ts'

const picture = maybePicture(png)!
const at = (x: number) => ({ z: 5, x, y: 1 })

describe('tiles that are kept', () => {
  it('are there for the next process, of which drafts are not', async () => {
    const folder = temporaryFolder()
    await new KeptTiles(folder, 1e6).keep(at(1), picture)
    await writeFile(join(folder, '5-2-1.new'), 'half of')
    const next = new KeptTiles(folder, 1e6)
    expect((await next.maybe(at(1)))?.picture.type).toBe('image/png')
    expect(await next.maybe(at(2))).toBeUndefined()
    expect(await readdir(folder)).toEqual(['5-1-1'])
  })

  it('are as many as they may be: those not looked at for the longest time go first', async () => {
    const folder = temporaryFolder()
    const kept = new KeptTiles(folder, png.length * 3)
    for (const x of [1, 2, 3]) await kept.keep(at(x), picture)
    await kept.maybe(at(1))
    await kept.keep(at(4), picture)
    expect((await readdir(folder)).sort()).toEqual(['5-1-1', '5-3-1', '5-4-1'])
    await kept.keep(at(4), picture)
    expect(await readdir(folder)).toHaveLength(3)
  })

  it('go in the order in which earlier processes looked at them', async () => {
    const folder = temporaryFolder()
    const earlier = new KeptTiles(folder, 1e6)
    for (const x of [1, 2, 3]) await earlier.keep(at(x), picture)
    const day = Date.now() / 1000 - 86_400
    for (const [x, hour] of [
      [1, 3],
      [2, 1],
      [3, 2],
    ] as const)
      await utimes(join(folder, `5-${x}-1`), day + hour * 3600, day)
    await new KeptTiles(folder, png.length * 2).keep(at(4), picture)
    expect((await readdir(folder)).sort()).toEqual(['5-1-1', '5-4-1'])
  })

  it('are old after a week', async () => {
    const folder = temporaryFolder()
    await new KeptTiles(folder, 1e6).keep(at(1), picture)
    const kept = new KeptTiles(folder, 1e6)
    expect((await kept.maybe(at(1)))?.isOld).toBe(false)
    const week = Date.now() / 1000 - 8 * 86_400
    await utimes(join(folder, '5-1-1'), week, week)
    expect((await new KeptTiles(folder, 1e6).maybe(at(1)))?.isOld).toBe(true)
  })

  it('that are damaged are asked for again', async () => {
    const folder = temporaryFolder()
    const kept = new KeptTiles(folder, 1e6)
    await kept.keep(at(1), picture)
    await writeFile(join(folder, '5-1-1'), '')
    expect(await kept.maybe(at(1))).toBeUndefined()
    expect(await readdir(folder)).toEqual([])
  })
})
