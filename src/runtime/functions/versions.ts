/** The sources that functions have run with, in the state: what was there can be seen again, without git. */
import { readFile } from 'node:fs/promises'
import { messageOf } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import type { FunctionVersion } from '../../model/function-detail.ts'
import type { ProjectFunction } from '../../project/project.ts'
import type { State, StateTables } from '../state.ts'
import { inQuickTransaction } from '../transaction.ts'

export const functionVersionTable: StateTables = {
  owner: 'versions of functions',
  steps: [
    `create table if not exists function_version (
       id integer primary key, name text not null, version text not null, at_ms integer not null, source text not null
     ) strict;
     create index if not exists function_version_name on function_version (name, id)`,
  ],
}

/** So many are kept of each function, and so much of each: people read no more. */
const most = 20
export const mostSource_chars = 200_000
/** Of a version, as people are shown it. */
export const version_chars = 12

export class FunctionVersions {
  readonly #state: State
  readonly #log: Log

  constructor(state: State, log: Log) {
    this.#state = state
    this.#log = log
  }

  /** A function runs as it is declared from now on: where that is not what it ran with before, it is remembered. */
  async note({ name, body }: ProjectFunction): Promise<void> {
    if (body.kind !== 'module') return
    try {
      const last = this.#state
        .prepare('select version from function_version where name = ? order by id desc limit 1')
        .get(name)
      if (last?.version === body.version) return
      this.#keep(name, body.version, await readFile(body.path, 'utf8'))
    } catch (error) {
      this.#log.warn(`cannot remember the source of function "${name}": ${messageOf(error)}`, { function: name })
    }
  }

  /** The latest first. */
  of(name: string): FunctionVersion[] {
    const rows = this.#state.prepare('select * from function_version where name = ? order by id desc').all(name)
    return rows.map(({ version, at_ms, source }) => ({
      version: String(version).slice(0, version_chars),
      since: new Date(Number(at_ms)).toISOString(),
      source: String(source),
    }))
  }

  #keep(name: string, version: string, source: string): void {
    // What is lost with the power is noted again by the next start.
    inQuickTransaction(this.#state, () => {
      this.#state
        .prepare('insert into function_version (name, version, at_ms, source) values (?, ?, ?, ?)')
        .run(name, version, Date.now(), source.slice(0, mostSource_chars))
      this.#state
        .prepare(
          `delete from function_version where name = ?1
             and id not in (select id from function_version where name = ?1 order by id desc limit ${most})`,
        )
        .run(name)
    })
  }
}
