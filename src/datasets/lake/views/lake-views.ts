/** What the lake process does for views, and how it is asked. */

import { rmSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { ErrorBody } from '../../../lib/errors.ts'
import { UserError } from '../../../lib/errors.ts'
import type { Refresh } from '../../../model/view-report.ts'
import type { RefreshCause, StoredView } from '../../view-store.ts'
import { isView, noteFailure, readHistory, readViews } from '../catalogue/view-tables.ts'
import { type Duck, isFatal, isMachineFailure } from '../duck.ts'
import { type ReplaceOrder, removeView, replaceRows } from './replace.ts'

export interface ViewRequests {
  replaceView: { ask: ReplaceOrder; answer: Refresh }
  failView: { ask: RefreshCause & { readonly error: ErrorBody }; answer: undefined }
  views: { ask: undefined; answer: readonly StoredView[] }
  viewHistory: { ask: { readonly view: string; readonly limit: number }; answer: readonly Refresh[] }
  removeView: { ask: { readonly view: string }; answer: undefined }
}

export class LakeViews {
  readonly #db: DatabaseSync
  readonly #duck: Duck
  readonly #folder: string

  constructor(db: DatabaseSync, duck: Duck, folder: string) {
    this.#db = db
    this.#duck = duck
    this.#folder = folder
  }

  async replace(order: ReplaceOrder): Promise<Refresh> {
    try {
      return await this.#duck.use((connection) => replaceRows(this.#db, connection, this.#folder, order))
    } catch (error) {
      if (isFatal(error)) process.exitCode = 1
      if (!isMachineFailure(error)) throw error
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
      throw new UserError('unavailable', `cannot store the rows of view "${order.view}": ${why}`, {
        hint: 'It is tried again; see that the disk has space and is not failing.',
        cause: error,
      })
    } finally {
      rmSync(order.path, { force: true })
    }
  }

  fail({ error, ...cause }: ViewRequests['failView']['ask']): void {
    noteFailure(this.#db, cause, error)
  }

  list(): StoredView[] {
    return readViews(this.#db)
  }

  history(view: string, limit: number): Refresh[] {
    return readHistory(this.#db, view, limit)
  }

  remove(view: string): void {
    removeView(this.#db, this.#folder, view)
  }

  /** Rows of a view are no records of a stream: a dataset of its name would mix both. */
  refuseDataset(name: string): void {
    if (!isView(this.#db, name)) return
    throw new UserError('conflict', `cannot open dataset "${name}": a view of this name is kept in the lake`, {
      hint: `Give the dataset another name, or put the view back into the project and remove it with: caudal views remove ${name}`,
    })
  }
}
