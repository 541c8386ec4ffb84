/** The versions of dashboards that were replaced or removed, in the state: what was there can be had again, without git. */
import type { DatabaseSync } from 'node:sqlite'
import type { DashboardVersion } from '../../model/dashboard.ts'
import type { StateTables } from '../state.ts'

export const dashboardTable: StateTables = {
  owner: 'versions of dashboards',
  steps: [
    `create table if not exists dashboard_version (
       id integer primary key, name text not null, at_ms integer not null, by text not null, yaml text not null
     ) strict;
     create index if not exists dashboard_version_name on dashboard_version (name, id)`,
  ],
}

/** So many are kept of each dashboard. */
const most = 50

export class DashboardHistory {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
  }

  /** Keeps a text that is about to be replaced. */
  keep(name: string, yaml: string, by: string): void {
    this.#state
      .prepare('insert into dashboard_version (name, at_ms, by, yaml) values (?, ?, ?, ?)')
      .run(name, Date.now(), by, yaml)
    this.#state
      .prepare(
        `delete from dashboard_version where name = ?1
           and id not in (select id from dashboard_version where name = ?1 order by id desc limit ${most})`,
      )
      .run(name)
  }

  /** The latest first. */
  of(name: string): DashboardVersion[] {
    const rows = this.#state.prepare('select * from dashboard_version where name = ? order by id desc').all(name)
    return rows.map(({ id, at_ms, by, yaml }) => ({
      id: Number(id),
      at: new Date(Number(at_ms)).toISOString(),
      by: String(by),
      yaml: String(yaml),
    }))
  }
}
