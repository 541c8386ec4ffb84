import { readFile } from 'node:fs/promises'
import { parseDuration } from '../../lib/duration.ts'
import { messageOf, systemCode, UserError } from '../../lib/errors.ts'
import { Progress } from '../../lib/progress.ts'
import type { BackTest, Firing } from '../../model/monitor-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { groupText } from '../terminal/group-text.ts'
import { formatCount, formatElapsed, formatNumber } from '../terminal/quantity.ts'
import { print, printJson, printTable } from '../terminal/terminal.ts'

const shown = 50

export default defineCommand({
  name: 'monitor test',
  summary: 'Says when a monitor would have fired, for how long, and how many notices there would have been.',
  description:
    'The monitor is evaluated over what is stored, by the rules by which it runs. Silences and other monitors are left out of account.',
  arguments: [{ name: 'monitor', summary: 'Its name in the project.', optional: true }],
  options: {
    file: { type: 'string', value: 'path', summary: 'A monitor that is not in the project yet, as YAML.' },
    last: { type: 'string', value: 'duration', summary: 'How far back; 7d by default.' },
  },
  examples: [
    { line: 'caudal monitor test spread --last 90d', summary: 'The last 90 days' },
    { line: 'caudal monitor test --file draft.yaml --last 30d', summary: 'One that is still being written' },
    { line: 'caudal monitor test errors --last 24h --json', summary: 'Every firing of a day, for a program' },
  ],
  async run({ args, options, globals, terminal }) {
    const last = options.last ?? '7d'
    const last_ms = parseDuration(last)
    const { path, body, label } = await questionOf(args.monitor, options.file)
    const client = await Client.open(globals, terminal)
    using progress = new Progress({ label: `testing ${label} on ${last}`, screen: terminal.stderr })
    const result = await client.post<BackTest>(path, { ...body, last })
    progress.stop()
    if (globals.json) return printJson(terminal, result)
    const { firings, fired, firing_ms, notices, evaluations, step_ms } = result
    if (firings.length > 0) await printTable(terminal, columns, firings.slice(0, shown).map(rowOf))
    const more = fired > shown ? `… and ${formatNumber(fired - shown)} more: --json\n` : ''
    const span = firing_ms > 0 ? `, for ${formatElapsed(firing_ms)} in all` : ''
    const step = step_ms === undefined ? '' : `, one each ${formatElapsed(step_ms)}`
    const of = `${formatCount(evaluations, isOfRecords(result) ? 'record' : 'evaluation')}${step}`
    const gap = firings.length > 0 ? '\n' : ''
    await print(
      terminal,
      `${more}${gap}in ${formatElapsed(last_ms)} (${of}) it would have fired ${times(fired)}${span}: ${formatCount(notices, 'notice')}\n`,
    )
  },
})

/** A monitor of the project by its name, or the text of one. */
async function questionOf(monitor: string | undefined, file: string | undefined) {
  if (monitor !== undefined && file === undefined)
    return { path: `/api/monitors/${encodeURIComponent(monitor)}/test`, body: {}, label: monitor }
  if (monitor === undefined && file !== undefined) {
    return { path: '/api/monitors/test', body: { definition: await textOf(file) }, label: file }
  }
  throw new UserError('invalid', 'cannot test a monitor: expecting its name or a file; got neither or both', {
    hint: 'Write: caudal monitor test spread, or: caudal monitor test --file draft.yaml',
  })
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UserError('not_found', `cannot read "${file}": ${systemCode(error) ?? messageOf(error)}`, {
      hint: 'Correct the path, or write the monitor into that file.',
    })
  }
}

const columns = [
  { title: 'from', isWhole: true },
  { title: 'until', isWhole: true },
  { title: 'for', align: 'right' as const },
  { title: 'group' },
  { title: 'value', align: 'right' as const },
]

function rowOf({ from, until, group, value, records }: Firing): string[] {
  const span = until === undefined ? '' : formatElapsed(Date.parse(until) - Date.parse(from))
  const end = records === undefined ? (until ?? 'now') : ''
  const amount = records === undefined ? (value === undefined ? '' : String(value)) : formatCount(records, 'record')
  return [from, end, span, groupText(group), amount]
}

function isOfRecords({ firings }: BackTest): boolean {
  return firings.some(({ records }) => records !== undefined)
}

function times(count: number): string {
  return count === 1 ? 'once' : `${formatNumber(count)} times`
}
