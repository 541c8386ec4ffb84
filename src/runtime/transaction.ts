import type { State } from './state.ts'

/** Everything that is written in `run` is there after a crash, or nothing of it. */
export function inTransaction<Result>(state: State, run: () => Result): Result {
  state.exec('begin immediate')
  try {
    const result = run()
    state.exec('commit')
    return result
  } catch (error) {
    // A disk that is full or fails has ended it already (https://sqlite.org/lang_transaction.html, section 3).
    if (state.isTransaction) state.exec('rollback')
    throw error
  }
}

/**
 * The same without waiting for the disk: it outlives the death of the process, though not a power cut, where what was written last
 * may be missing (https://sqlite.org/pragma.html#pragma_synchronous). For what may be done again then.
 */
export function inQuickTransaction<Result>(state: State, run: () => Result): Result {
  state.exec('pragma synchronous = normal')
  try {
    return inTransaction(state, run)
  } finally {
    state.exec('pragma synchronous = full')
  }
}
