/** The versions of dashboards that were replaced or removed, in the state: what was there can be had again, without git. */
import type { DatabaseSync } from 'node:sqlite'
import { parseYaml } from '../../lib/yaml-position.ts'
import type { DashboardVersion, RemovedDashboard } from '../../model/dashboard.ts'
import type { StateTables } from '../state.ts'

export const dashboardTable: StateTables = {
  owner: 'versions of dashboards',
  steps: [
    `create table if not exists dashboard_version (
       id integer primary key, name text not null, at_ms integer not null, by text not null, yaml text not null
     ) strict;
     create index if not exists dashboard_version_name on dashboard_version (name, id)`,
    'alter table dashboard_version add column removal integer not null default 0',
  ],
}

/** So many are kept of each dashboard. */
const most = 50

export class DashboardHistory {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
  }

  /** Keeps a text that is about to be replaced, or removed. */
  keep(name: string, yaml: string, by: string, isRemoval = false): void {
    this.#state
      .prepare('insert into dashboard_version (name, at_ms, by, yaml, removal) values (?, ?, ?, ?, ?)')
      .run(name, Date.now(), by, yaml, Number(isRemoval))
    this.#state
      .prepare(
        `delete from dashboard_version where name = ?1
           and id not in (select id from dashboard_version where name = ?1 order by id desc limit ${most})`,
      )
      .run(name)
  }

  /** The latest version of each that is not there, the latest first. */
  removed(isThere: (name: string) => boolean): RemovedDashboard[] {
    const rows = this.#state
      .prepare(
        'select * from dashboard_version where id in (select max(id) from dashboard_version group by name) order by id desc',
      )
      .all()
    return rows.flatMap(({ id, name, at_ms, by, yaml, removal }) => {
      if (isThere(String(name))) return []
      const title = titleIn(String(yaml)) ?? String(name)
      const at = new Date(Number(at_ms)).toISOString()
      return [{ name: String(name), title, id: Number(id), at, by: String(by), elsewhere: removal === 0 }]
    })
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

/** Undefined for a text that never was one of a dashboard. */
function titleIn(yaml: string): string | undefined {
  const { root } = parseYaml(yaml, '')
  const title = root?.kind === 'map' ? root.entries.find(({ key }) => key === 'title')?.node : undefined
  return title?.kind === 'scalar' && title.value !== null ? String(title.value) : undefined
}
