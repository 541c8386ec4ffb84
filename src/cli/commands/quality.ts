import type { Scorecard } from '../../model/quality-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { note, printJson, printTable, tell } from '../terminal/terminal.ts'

const right = 'right' as const

export default defineCommand({
  name: 'quality',
  summary: 'Shows how datasets do by their rules.',
  arguments: [{ name: 'dataset', completes: 'dataset', summary: 'Only this one.', optional: true }],
  options: {
    hours: { type: 'boolean', summary: 'By hour and source instead of by rule.' },
  },
  examples: [
    { line: 'caudal quality', summary: 'Every rule of the project' },
    { line: 'caudal quality readings --hours', summary: 'Since when, and from where, bad records came' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const cards =
      args.dataset === undefined
        ? (await client.get<{ datasets: Scorecard[] }>('/api/quality')).datasets
        : [await client.get<Scorecard>(`/api/quality/${encodeURIComponent(args.dataset)}`)]
    if (globals.json) return printJson(terminal, cards)
    if (options.hours) {
      const columns = ['dataset', 'hour', 'source'].map((title) => ({ title }))
      const numbers = ['checked', 'failed'].map((title) => ({ title, align: right }))
      const rows = cards.flatMap(({ dataset, hours }) =>
        hours.map(({ hour, source, rule, checked, failed }) => [
          ...[dataset, hour, source, String(checked)],
          String(Object.values(failed).reduce((sum, records) => sum + records, 0)),
          rule ?? Object.keys(failed).join(', '),
        ]),
      )
      return printTable(terminal, [...columns, ...numbers, { title: 'rules' }], rows)
    }
    const texts = ['dataset', 'rule', 'severity'].map((title) => ({ title }))
    const numbers = ['checked', 'failed', '%'].map((title) => ({ title, align: right }))
    const rows = cards.flatMap(({ dataset, rules }) =>
      rules.map(({ rule, severity, checked, failed, expects }) => [
        ...[dataset, rule, severity, checked === null ? '?' : String(checked), failed === null ? '?' : String(failed)],
        ...[percent(failed, checked), expects],
      ]),
    )
    await printTable(terminal, [...texts, ...numbers, { title: 'expects' }], rows)
    if (rows.length === 0) note(terminal, 'no dataset has rules; have some proposed with caudal profile <dataset>')
    for (const { rules } of cards)
      for (const { rule, problem } of rules) if (problem) tell(terminal, `rule "${rule}": ${problem}`)
  },
})

function percent(failed: number | null, checked: number | null): string {
  if (failed === null || checked === null) return '?'
  return checked === 0 ? '0' : ((100 * failed) / checked).toPrecision(3).replace(/\.?0+$/, '')
}
