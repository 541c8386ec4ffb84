/** What people do with notices of a channel that were given up: see them with their history, send them again, or discard them. */
import { UserError } from '../../lib/errors.ts'
import type { DeliveryStory } from '../../model/monitor-report.ts'
import type { Notice } from '../../model/notice.ts'
import type { State } from '../state.ts'
import { inTransaction } from '../transaction.ts'
import { DeliveryHistory } from './delivery-history.ts'
import { type DeliveryRow, reportOf } from './outbox.ts'

/** Whose they are, and which one of them; all that were given up where none is named. */
export interface DeadChoice {
  readonly channel: string
  /** The id of a notice, or as much of its beginning as tells it from the others. */
  readonly notice?: string | undefined
}

type DeliveryState = DeliveryRow['state']

export class DeadLetters {
  readonly #state: State
  readonly #history: DeliveryHistory

  constructor(state: State) {
    this.#state = state
    this.#history = new DeliveryHistory(state)
  }

  /** Any notice, whatever became of it. Throws `not_found`. */
  show(channel: string, notice: string): DeliveryStory {
    const row = this.#find(channel, notice)
    return {
      ...reportOf(row),
      content: JSON.parse(row.notice) as Notice,
      history: this.#history.of(channel, row.id),
      ...(row.done_ms !== null && { done: new Date(row.done_ms).toISOString() }),
    }
  }

  /** Lets them be tried again, and says how many. */
  retry(choice: DeadChoice, who: string, at_ms: number): number {
    const { channel } = choice
    // What goes alone now is not the message that it was a part of.
    const message = choice.notice === undefined ? 'message' : 'case when message = id then message end'
    const revive = this.#state.prepare(
      `update delivery set state = 'waiting', attempts = 0, created_ms = ?, next_ms = ?, done_ms = null, message = ${message}
       where channel = ? and id = ?`,
    )
    const states: DeliveryState[] = choice.notice === undefined ? ['dead'] : ['dead', 'discarded']
    return this.#each(choice, states, { kind: 'retried', who }, at_ms, (id) => revive.run(at_ms, at_ms, channel, id))
  }

  /**
   * Says that nothing is to come of them, and why. They stay for as long as what was sent. What waits for a channel that is no more
   * is as good as given up.
   */
  discard(choice: DeadChoice, isRemoved: boolean, who: string, reason: string, at_ms: number): number {
    const { channel } = choice
    const discard = this.#state.prepare(
      `update delivery set state = 'discarded', done_ms = ? where channel = ? and id = ?`,
    )
    const states: DeliveryState[] = isRemoved ? ['dead', 'waiting'] : ['dead']
    return this.#each(choice, states, { kind: 'discarded', who, text: reason }, at_ms, (id) =>
      discard.run(at_ms, channel, id),
    )
  }

  #each(
    choice: DeadChoice,
    states: readonly DeliveryState[],
    happening: { readonly kind: 'retried' | 'discarded'; readonly who: string; readonly text?: string },
    at_ms: number,
    change: (id: string) => void,
  ): number {
    const { channel } = choice
    return inTransaction(this.#state, () => {
      const ids = this.#idsOf(choice, states)
      for (const id of ids) change(id)
      this.#history.note(channel, ids, happening, at_ms)
      return ids.length
    })
  }

  #idsOf({ channel, notice }: DeadChoice, states: readonly DeliveryState[]): string[] {
    if (notice === undefined) {
      const rows = this.#state
        .prepare('select id from delivery where channel = ? and state in (select value from json_each(?))')
        .all(channel, JSON.stringify(states))
      return rows.map(({ id }) => String(id))
    }
    const { id, state } = this.#find(channel, notice)
    if (states.includes(state)) return [id]
    throw new UserError('conflict', `cannot use notice "${id}" of channel "${channel}": it was not given up`, {
      hint: state === 'sent' ? 'It was sent.' : `It is ${state}.`,
    })
  }

  #find(channel: string, notice: string): DeliveryRow {
    const found = this.#state
      .prepare('select * from delivery where channel = ? and (id = ? or substr(id, 1, ?) = ?) order by id limit 2')
      .all(channel, notice, notice.length, notice) as unknown as DeliveryRow[]
    const only = found.find(({ id }) => id === notice) ?? (found.length === 1 ? found[0] : undefined)
    if (only) return only
    const why = found.length === 0 ? 'there is none of this id' : 'the ids of several begin like this'
    throw new UserError('not_found', `cannot find notice "${notice}" of channel "${channel}": ${why}`, {
      hint: `Look for it among the notices of ${channel} that were given up.`,
    })
  }
}
