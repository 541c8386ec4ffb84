import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { StillCopy } from './still-copy.ts'
import { lastTurnIn } from './still-writer.fixture.ts'

const writer = join(import.meta.dirname, 'still-writer.fixture.ts')
let folder: string
let made = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caudal-still-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const newPath = () => join(folder, `${++made}.sqlite`)
const soon = () => performance.now() + 3000

async function written(how: string): Promise<string> {
  const path = newPath()
  const child = spawn(process.execPath, [writer, path, how], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return path
}

describe('the copy of a database that another process has for itself', () => {
  for (const [how, title] of [
    ['steadily', 'commits all the time'],
    ['bursts', 'commits in bursts'],
  ] as const) {
    it(`is one committed instant while it ${title}`, { timeout: 60_000 }, async () => {
      const path = await written(how)
      let last = -1
      for (let round = 0; round < 20; round++) {
        const to = newPath()
        const copy = new StillCopy(path, to)
        await copy.look()
        await copy.prepare()
        await copy.finish(soon())
        const turn = lastTurnIn(to)
        expect(turn).toBeGreaterThanOrEqual(last)
        last = turn
      }
      expect(last).toBeGreaterThan(0)
    })
  }

  it('is made of what nobody writes, and once more only when it has changed', async () => {
    const path = await written('once')
    const to = newPath()
    const copy = new StillCopy(path, to)
    await copy.prepare()
    const { mtimeNs } = await stat(to, { bigint: true })
    await copy.finish(soon())
    expect((await stat(to, { bigint: true })).mtimeNs).toBe(mtimeNs)
    expect(lastTurnIn(to)).toBe(0)
  })

  it('has what was committed before it was finished, though it was begun before', async () => {
    const path = newPath()
    const db = new DatabaseSync(path)
    onTestFinished(() => db.close())
    db.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; create table entry (n integer)')
    const copies = Array.from({ length: 3 }, () => new StillCopy(path, newPath()))
    const copied = async (copy: StillCopy, to: string) => {
      await copy.finish(soon())
      const other = new DatabaseSync(to)
      try {
        return other.prepare('select count(*) as n from entry').get()!.n
      } finally {
        other.close()
      }
    }
    for (const copy of copies) await copy.prepare()
    db.exec('insert into entry values (1)')
    expect(await copied(copies[0]!, join(folder, `${made - 2}.sqlite`))).toBe(1)
    db.exec('pragma wal_checkpoint(truncate)')
    expect(await copied(copies[1]!, join(folder, `${made - 1}.sqlite`))).toBe(1)
    db.exec('insert into entry values (2)')
    db.exec('pragma wal_checkpoint(restart); insert into entry values (3)')
    expect(await copied(copies[2]!, join(folder, `${made}.sqlite`))).toBe(3)
  })

  it('is refused, with a way out, where the database never stands still', { timeout: 60_000 }, async () => {
    const path = newPath()
    await writeFile(path, 'x')
    let going = true
    const writing = (async () => {
      for (let n = 0; going; n++) await writeFile(path, String(n))
    })()
    onTestFinished(() => {
      going = false
      return writing
    })
    const failing = new StillCopy(path, newPath()).finish(performance.now() + 200)
    await expect(failing).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('it changes faster than it can be copied'),
      hint: expect.stringContaining('Try again'),
    })
  })

  it('is not there where the database has gone meanwhile', async () => {
    const path = newPath()
    const to = newPath()
    await writeFile(path, '')
    const copy = new StillCopy(path, to)
    await copy.prepare()
    await rm(path)
    await copy.finish(soon())
    await expect(stat(to)).rejects.toThrow('ENOENT')
  })

  it('does not pass through our memory', { timeout: 60_000 }, async () => {
    const path = newPath()
    const to = newPath()
    await writeFile(path, '')
    await truncate(path, 512 << 20)
    const before = process.memoryUsage().rss
    const copy = new StillCopy(path, to)
    await copy.finish(soon())
    expect((await stat(to)).size).toBe(512 << 20)
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20)
    await rm(to)
  })
})
