import { UserError } from '../../lib/errors.ts'
import { Progress } from '../../lib/progress.ts'
import type { RejectedEdit } from '../../model/rejected-edit.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatCount } from '../terminal/quantity.ts'
import { colorsOf, print, printJson, tell } from '../terminal/terminal.ts'
import { choiceOf, pathOf } from './rejected-id.ts'

export default defineCommand({
  name: 'rejected edit',
  summary:
    'Edits rejected records by a function of the project; shows what it makes of them, and replays them if asked to.',
  description:
    'The function is given each record alone, as { text, reason, source, line, request, record }, and yields the new record; ' +
    'what it does not change, or yields nothing for, stays rejected. The history of a replayed record names the function.',
  arguments: [
    { name: 'records', summary: 'A dataset, for all of its open ones, or one record as caudal rejected lists it.' },
  ],
  options: {
    function: { type: 'string', value: 'file', summary: 'The function: a file of the project.', completes: 'file' },
    reason: {
      type: 'string',
      value: 'text',
      summary: 'Only those of this reason, as caudal rejected --reasons lists it.',
    },
    replay: { type: 'boolean', summary: 'Replay what it changes; without, nothing is stored.' },
  },
  examples: [
    { line: 'caudal rejected edit readings --function functions/mend.ts', summary: 'See what it would make of them' },
    {
      line: 'caudal rejected edit readings --function functions/mend.ts --replay',
      summary: 'Send what it changes back',
    },
  ],
  async run({ args, options, globals, terminal }) {
    const { dataset, ...choice } = choiceOf([args.records])
    if (options.function === undefined) {
      throw new UserError('invalid', 'cannot edit records: expecting a function', {
        hint: 'Name a file of the project: --function functions/mend.ts',
      })
    }
    const client = await Client.open(globals, terminal)
    using progress = new Progress({ label: `editing records of ${dataset}`, screen: terminal.stderr })
    const edit = await client.post<RejectedEdit>(`${pathOf(dataset)}/edit`, {
      ...choice,
      function: options.function,
      replay: options.replay,
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    })
    progress.stop()
    if (globals.json) return printJson(terminal, edit)
    const { red, green, dim } = colorsOf(terminal)
    if (!options.replay) {
      for (const { id, reason, before, after } of edit.examples) {
        await print(terminal, `${dim(`${id}  ${reason ?? ''}`)}\n${red(`  - ${before}`)}\n${green(`  + ${after}`)}\n`)
      }
    }
    const { records, changed, unchanged, left, replayed, hasMore } = edit
    const of = `${formatCount(records, 'record')}${hasMore ? ', and there are more' : ''}`
    const counts = `${changed} changed, ${unchanged} as before, ${left} left`
    await print(terminal, options.replay ? `replayed ${replayed} of ${of}: ${counts}\n` : `of ${of}: ${counts}\n`)
    for (const { id, message } of edit.problems) tell(terminal, `${id}: ${message}`)
    if (!options.replay && changed > 0) tell(terminal, 'nothing is stored yet; replay them: the same with --replay')
  },
})
