/** How many records were asked, and how many did not fulfil a rule, by hour and source: kept in the catalogue for the scorecard. */
import type { DatabaseSync } from 'node:sqlite'
import type { RuleCount } from '../../dataset.ts'
import type { Commit } from '../catalogue/commit.ts'

const hour_ms = 3_600_000

const ddl = `
create table if not exists caudal_rule_count(
  dataset text, hour integer, source text, rule text, records integer, primary key(dataset, hour, source, rule)
) strict, without rowid;
`

export function openTallies(db: DatabaseSync): void {
  db.exec(ddl)
}

/** A dataset that is filled again is counted again. */
export function forgetTally(change: Commit, dataset: string): void {
  change.run('delete from caudal_rule_count where dataset = ?', dataset)
}

export function readTally(db: DatabaseSync, dataset: string): RuleCount[] {
  const rows = db.prepare('select * from caudal_rule_count where dataset = ? order by hour, source, rule').all(dataset)
  return rows.map(({ hour, source, rule, records }) => ({
    hour: new Date(Number(hour) * hour_ms).toISOString(),
    source: String(source),
    rule: String(rule),
    records: Number(records),
  }))
}

export class Tally {
  readonly #dataset: string
  readonly #counts = new Map<string, { hour: number; source: string; rule: string; records: number }>()

  constructor(dataset: string) {
    this.#dataset = dataset
  }

  /** The rule without a name is that of all records that were asked. */
  add(rule: string, received: number, from: string, records: number): void {
    const hour = Math.floor(received / hour_ms)
    // Each replayed record has a source of its own.
    const source = from.startsWith('replay:') ? 'replay' : from
    const key = `${hour} ${source} ${rule}`
    const count = this.#counts.get(key)
    if (count) count.records += records
    else this.#counts.set(key, { hour, source, rule, records })
  }

  write(change: Commit): void {
    for (const { hour, source, rule, records } of this.#counts.values()) {
      change.run(
        `insert into caudal_rule_count values (?, ?, ?, ?, ?)
           on conflict (dataset, hour, source, rule) do update set records = records + excluded.records`,
        ...[this.#dataset, hour, source, rule, records],
      )
    }
  }
}
