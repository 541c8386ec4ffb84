/** What a function logs and prints, as lines of the product's own log. */
import type { Log } from '../../../lib/log.ts'
import type { WorkerEvents } from './worker.ts'

const printedPerSecond = 100

export function workerEvents(name: string, parent: Log): WorkerEvents {
  const log = parent.child({ function: name })
  let second = 0
  let printed = 0
  /** A function that prints without end must not fill the disk. */
  const isTooMuch = () => {
    const now = Math.floor(Date.now() / 1000)
    if (now !== second) {
      if (printed > printedPerSecond) log.warn(`${printed - printedPerSecond} more lines were left out`)
      second = now
      printed = 0
    }
    printed++
    return printed > printedPerSecond
  }
  return {
    log: (level, message, fields) => {
      if (!isTooMuch()) log[level](message, { ...fields })
    },
    print: (line) => {
      if (!isTooMuch()) log.info(line)
    },
  }
}
