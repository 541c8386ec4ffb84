/**
 * Writes a database of its own as a worker does the state of a function, in a process: `steadily`, in `bursts`, or `once`. Each
 * transaction writes its number into rows of many pages, all over the database: by the last number it is known what each row has.
 */
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const rows = 5000
const round = 250

/** The number of the last transaction; throws when it is not whole, or has a part of another. */
export function lastTurnIn(path: string): number {
  const db = new DatabaseSync(path)
  try {
    const [{ integrity_check }] = db.prepare('pragma integrity_check').all() as [{ integrity_check: string }]
    if (integrity_check !== 'ok') throw new Error(integrity_check)
    const entries = db.prepare('select key, turn from entry').all() as { key: number; turn: number }[]
    const last = Math.max(...entries.map(({ turn }) => turn))
    const wanted = (key: number) => Math.max(0, last - ((last - (key % round) + round) % round))
    const wrong = entries.find(({ key, turn }) => turn !== wanted(key))
    if (entries.length !== rows || wrong) throw new Error(`no instant: ${entries.length} rows, ${wrong?.key}`)
    return last
  } finally {
    db.close()
  }
}

async function write(path: string, how: string): Promise<void> {
  const db = new DatabaseSync(path)
  db.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full')
  db.exec('pragma wal_autocheckpoint = 1000; create table entry (key integer primary key, turn integer, value blob)')
  db.exec(`with recursive k(key) as (select 0 union all select key + 1 from k where key < ${rows - 1})
    insert into entry select key, 0, randomblob(4000) from k`)
  const update = db.prepare('update entry set turn = ?, value = randomblob(4000) where key = ?')
  process.stdout.write('ready\n')
  for (let turn = 1; how !== 'once'; turn++) {
    db.exec('begin')
    for (let key = turn % round; key < rows; key += round) update.run(turn, key)
    db.exec('commit')
    await sleep(how === 'bursts' && turn % 40 === 0 ? 50 : 0)
  }
  await sleep(600_000)
}

const [, script, path, how] = process.argv
if (script === fileURLToPath(import.meta.url)) await write(path!, how!)
