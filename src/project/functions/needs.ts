import * as Value from 'typebox/value'
import { formats } from '../../formats/index.ts'
import type { FunctionNeeds } from '../../functions/function.ts'
import { type Place, UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { parseCondition } from '../../query/condition.ts'
import type { ProjectFiles } from '../files.ts'
import { nameMistake } from '../name.ts'
import type { Tell } from '../part.ts'
import type { ProjectFunction } from '../project.ts'

interface Context {
  /** How it is called in sentences: `"lookup" in function "enrich"`. */
  readonly owner: string
  readonly at: Place
  readonly files: ProjectFiles
  readonly tell: Tell
}

/** The conditions of a built-in function can be read, its streams have names, and its files have rows; mistakes are told. */
export async function checkNeeds(needs: FunctionNeeds, context: Context): Promise<void> {
  const { owner, at, tell } = context
  for (const condition of needs.conditions ?? []) {
    try {
      parseCondition(condition, [])
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const message = error.message.replace('cannot read query', `cannot read query "${condition}" of ${owner}`)
      tell(new UserError(error.code, message, { at, hint: error.hint }))
    }
  }
  for (const output of needs.outputs ?? []) {
    const [why, hint] = nameMistake(output, 'stream') ?? []
    if (why) tell(new UserError('invalid', `cannot write to stream "${output}" by ${owner}: ${why}`, { at, hint }))
  }
  for (const table of needs.tables ?? []) if ('file' in table) await checkTable(table.file, context)
}

/** The datasets and views that functions look into are there. */
export function checkLookups(functions: Iterable<ProjectFunction>, names: readonly string[], tell: Tell): void {
  for (const { name, tables, at } of functions) {
    for (const table of tables) {
      if (!('dataset' in table) || names.includes(table.dataset)) continue
      const message = `cannot look into dataset "${table.dataset}" by function "${name}": there is no such dataset`
      const hint = didYouMean(table.dataset, names) ?? 'Add it under "datasets".'
      tell(new UserError('invalid', message, { at, hint }))
    }
  }
}

/** A CSV file of the project: it is there, and each of its rows can be read. */
async function checkTable(path: string, { owner, at, files, tell }: Context): Promise<void> {
  const text = await files.read(path, owner, at, tell)
  if (text === undefined) return
  const { default: csv } = await formats.csv()
  const reader = csv.open(Value.Default(csv.options, {}) as Parameters<typeof csv.open>[0], { record_bytes: 1 << 20 })
  for (const { rejected = [] } of [...reader.push(Buffer.from(text)), ...reader.end()]) {
    for (const { line, reason } of rejected) {
      const message = `cannot read line ${line} of "${path}": ${reason.replace(/^cannot read \w+: /, '')}`
      tell(new UserError('invalid', message, { at, hint: 'Correct the row.' }))
    }
  }
}
