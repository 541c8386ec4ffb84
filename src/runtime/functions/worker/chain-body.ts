/** A chain of built-in functions, as a worker runs it. */

import type { FunctionDeclaration, FunctionState } from '../../../functions/function.ts'
import { functions } from '../../../functions/index.ts'
import { parseCondition } from '../../../query/condition.ts'
import type { Body, Task } from '../protocol.ts'
import { tableName } from '../table-name.ts'
import type { LoadedBody, Run, Tables } from './body.ts'
import { Chain, type ChainStep } from './chain.ts'

const none: readonly never[] = []

export async function loadChain(
  task: Task,
  { steps, columns }: Extract<Body, { kind: 'chain' }>,
  tables: Tables,
): Promise<LoadedBody> {
  const known: Readonly<Record<string, () => Promise<{ default: unknown }>>> = functions
  const loaded = await Promise.all(
    steps.map(async ({ name, options }): Promise<ChainStep> => {
      const declaration = (await known[name]!()).default as FunctionDeclaration
      return { declaration, options }
    }),
  )
  const needs = loaded.map(({ declaration, options }) => declaration.needs?.(options))
  let current: Run | undefined
  // The chain lives as long as the worker; the state is that of the partition whose turn it is.
  const state: FunctionState = {
    get: (key) => current!.state().get(key),
    set: (key, value) => current!.state().set(key, value),
    delete: (key) => current!.state().delete(key),
    entries: (prefix) => current!.state().entries(prefix),
  }
  const chain = new Chain(loaded, {
    state,
    now: () => Date.now(),
    matches: (condition) => parseCondition(condition, columns),
    table: (source) => tables.get(tableName(source)) ?? none,
  })
  return {
    files: [],
    code: {},
    ticks: needs.some((need) => need?.ticks === true),
    async run(run) {
      current = run
      const { collected } = run
      const { read, sent, rejected, dropped, late_dropped, duplicate, ...output } = chain.process(run.bytes)
      if (task.to !== undefined) collected.giveBytes(task.to, output)
      for (const [name, batch] of sent) {
        collected.giveBytes(
          task.outputs.findIndex(({ stream }) => stream === name),
          batch,
        )
      }
      collected.dropped = dropped
      collected.late_dropped = late_dropped
      collected.duplicate = duplicate
      for (const { index, reason, bytes } of rejected) {
        if (index !== undefined) collected.reject(index, reason)
        else collected.rejectStranger(Buffer.from(bytes).toString('utf8'), reason)
      }
      return read
    },
  }
}
