/** What Node has that leads around its own permissions is taken away from the process before a function is loaded into it. */
import inspector from 'node:inspector'
import nodeModule from 'node:module'
import { constants } from 'node:os'
import sqlite from 'node:sqlite'

/** To be refused by name, which tells more than an empty module. */
export function isTaken(name: string): boolean {
  return /^(node:)?(inspector(\/promises)?|sqlite)$/.test(name)
}

/**
 * - SQLite opens any file by `attach` and `vacuum into`; the state store has its own hold of it.
 * - The debugger is there for Caudal, which asks it where a function is stuck.
 * - Hooks of the function's own would come before ours.
 *
 * However the function comes by these modules, there is nothing in them any more.
 */
export function takeAway(): void {
  for (const module of [sqlite, inspector]) for (const name of Object.keys(module)) Reflect.deleteProperty(module, name)
  for (const name of ['registerHooks', 'register']) Reflect.deleteProperty(nodeModule, name)
  nodeModule.syncBuiltinESMExports()
  keepSignals()
}

/** A signal opens the debugger of a Node process, or ends it: a function has only its own process to end. */
function keepSignals(): void {
  const known = process as unknown as { _kill: (pid: number, signal: number) => number }
  const kill = known._kill.bind(process)
  const own = process.pid
  const debug = constants.signals.SIGUSR1
  Object.assign(process, {
    _debugProcess: undefined,
    _debugEnd: undefined,
    _kill(pid: unknown, signal: unknown) {
      if (pid !== own || signal === debug)
        throw new Error('cannot send this signal: a function may end its own process only')
      return kill(own, signal as number)
    },
  })
}
