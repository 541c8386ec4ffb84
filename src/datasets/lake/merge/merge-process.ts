/** The process that merges: one thread, low priority, bounded memory, and gone when there is nothing to do. */
import '../../../lib/no-debugger.ts'
import { constants, setPriority } from 'node:os'
import { messageOf } from '../../../lib/errors.ts'
import { Duck } from '../duck.ts'
import { DamagedFileError, mergeFiles } from './merge.ts'
import type { MergeOrder } from './order.ts'

const idle_ms = 20_000

// Before all else: whoever started us may be gone already.
process.on('disconnect', () => process.exit())
// The lake process decides when we stop, also when all of the process group is told to.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

setPriority(constants.priority.PRIORITY_LOW)
const duck = await Duck.open({ connections: 1, threads: 1, memory: '512MB', spill: process.argv[2]! })
let idle = setTimeout(leave, idle_ms)

process.on('message', (order: MergeOrder) => {
  clearTimeout(idle)
  mergeFiles(duck, order)
    .then(
      (file) => process.send!({ file }),
      (error: unknown) => process.send!({ error: messageOf(error), isDamaged: error instanceof DamagedFileError }),
    )
    .finally(() => {
      idle = setTimeout(leave, idle_ms)
    })
})
if (!process.connected) process.exit()

function leave(): void {
  process.disconnect()
}
