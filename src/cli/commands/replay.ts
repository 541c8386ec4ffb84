import { UserError } from '../../lib/errors.ts'
import { Progress } from '../../lib/progress.ts'
import type { RejectedReport, Replayed } from '../../model/rejected-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { inOwnWords } from '../connection/own-words.ts'
import { editTexts } from '../terminal/editor.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson, tell } from '../terminal/terminal.ts'
import { choiceOf, pathOf } from './rejected-id.ts'

/** More than these are not for an editor. */
const editCap = 1000

export default defineCommand({
  name: 'replay',
  summary: 'Sends rejected records back into their stream, as they are or corrected.',
  description:
    'A replayed record says where it comes from (its _source is replay:<id>), and the rejected one what became of it. ' +
    'What is no JSON object stays as it is until it is corrected.',
  arguments: [],
  options: {
    rejected: {
      type: 'string',
      value: 'id',
      multiple: true,
      summary: 'A record as caudal rejected lists it, or a dataset for all of its open ones.',
    },
    reason: {
      type: 'string',
      value: 'text',
      summary: 'Of a dataset: only those of this reason, as caudal rejected --reasons lists it.',
    },
    edit: {
      type: 'boolean',
      summary: 'Correct the texts in an editor (VISUAL or EDITOR); those that are changed are replayed.',
    },
    text: { type: 'string', value: 'json', summary: 'The corrected text of one record.' },
  },
  examples: [
    { line: 'caudal replay --rejected events_rejected:12 --edit', summary: 'Correct one record in an editor' },
    {
      line: `caudal replay --rejected events_rejected:12 --text '{"id":7}'`,
      summary: 'Correct one record from a script',
    },
    {
      line: 'caudal replay --rejected readings_invalid',
      summary: 'All of them once more, after a function was mended',
    },
  ],
  async run({ options, globals, terminal }) {
    const { dataset, ...choice } = choiceOf(options.rejected)
    const offsets = 'offsets' in choice ? choice.offsets : undefined
    const client = await Client.open(globals, terminal)
    let order: Record<string, unknown> = {
      ...choice,
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    }
    if (options.text !== undefined) {
      if (offsets?.length !== 1) {
        throw new UserError('invalid', 'cannot give one text to several records', { hint: 'Correct them with --edit.' })
      }
      order.texts = { [offsets[0]!]: options.text }
    } else if (options.edit) {
      const records = await recordsOf(client, dataset, offsets, options.reason)
      const texts = await editTexts(terminal, records)
      if (texts.size === 0) {
        if (globals.json) await printJson(terminal, { replayed: 0, skipped: 0, problems: [], records: [] })
        return tell(terminal, 'nothing was replayed: no text was changed (as they are: the same without --edit)')
      }
      const left = records.length - texts.size
      if (left > 0)
        tell(terminal, `${formatCount(left, 'record')} without a change ${left === 1 ? 'stays' : 'stay'} as before`)
      order = { offsets: [...texts.keys()], texts: Object.fromEntries(texts) }
    }
    using progress = new Progress({ label: `replaying records of ${dataset}`, screen: terminal.stderr })
    const answer = await client
      .post<Replayed>(`${pathOf(dataset)}/replay`, order)
      .catch(inOwnWords((hint) => hint.replace('Correct its text', 'Correct its text (with --edit)')))
    progress.stop()
    if (globals.json) return printJson(terminal, answer)
    await print(terminal, `replayed ${formatCount(answer.replayed, 'record')}${becameOf(answer.outcome)}\n`)
    for (const { as, reason } of answer.outcome?.again ?? [])
      tell(terminal, `rejected again, as ${as}: ${reason ?? 'without a reason'}`)
    for (const { message } of answer.problems) tell(terminal, message)
    if (answer.skipped > answer.problems.length) tell(terminal, `… ${answer.skipped} records stay as they are`)
  },
})

function becameOf(outcome: Replayed['outcome']): string {
  if (!outcome) return ''
  const { accepted, rejected, waiting } = outcome
  const told = [
    [accepted, 'accepted'],
    [rejected, 'rejected again'],
    [waiting, 'on the way'],
  ] as const
  const counted = told.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  return counted.length > 0 ? `: ${counted.join(', ')}` : ''
}

async function recordsOf(
  client: Client,
  dataset: string,
  offsets: readonly number[] | undefined,
  reason: string | undefined,
): Promise<RejectedReport[]> {
  const path = pathOf(dataset)
  if (offsets) return Promise.all(offsets.map((offset) => client.get<RejectedReport>(`${path}/${offset}`)))
  const query = new URLSearchParams({ limit: String(editCap), ...(reason === undefined ? {} : { reason }) })
  return (await client.get<{ records: RejectedReport[] }>(`${path}?${query}`)).records
}
