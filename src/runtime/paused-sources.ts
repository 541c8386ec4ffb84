/** Sources that somebody told to pause. They stay so over any start, until they are told to go on. */
import type { SourceRun } from './source-runner.ts'
import type { State, StateTables } from './state.ts'

export const pausedTable: StateTables = {
  owner: 'paused sources',
  steps: [
    'create table if not exists paused_source (name text primary key, by text not null, at_ms integer not null) strict',
  ],
}

export class PausedSources {
  readonly #state: State

  constructor(state: State) {
    this.#state = state
  }

  has(name: string): boolean {
    return this.#state.prepare('select 1 from paused_source where name = ?').get(name) !== undefined
  }

  add(name: string, by: string): void {
    this.#state.prepare('insert or ignore into paused_source values (?, ?, ?)').run(name, by, Date.now())
  }

  remove(name: string): void {
    this.#state.prepare('delete from paused_source where name = ?').run(name)
  }
}

/** What stands in the place of a source that does not run. */
export function pausedRun(type: string, records = 0): SourceRun {
  return { status: { type, state: 'paused', records }, stop: () => Promise.resolve() }
}
