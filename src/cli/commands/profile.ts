import { stringify } from 'yaml'
import type { Profile } from '../../model/quality-report.ts'
import { defineCommand } from '../command.ts'
import { Client } from '../connection/client.ts'
import { formatTableFor, print, printJson, tell } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'profile',
  summary: 'Proposes rules for a dataset from its records.',
  description:
    'Rules that every record fulfils today, as YAML for caudal.yaml; they warn until their severity says reject.',
  arguments: [{ name: 'dataset', completes: 'dataset', summary: 'The dataset to look at.' }],
  options: {
    columns: { type: 'boolean', summary: 'Show what the values of each column look like instead.' },
  },
  examples: [
    { line: 'caudal profile readings', summary: 'Rules to paste into the project file' },
    { line: 'caudal profile readings --columns', summary: 'Its columns with their ranges and gaps' },
  ],
  async run({ args, options, globals, terminal }) {
    const client = await Client.open(globals, terminal)
    const profile = await client.get<Profile>(`/api/quality/${encodeURIComponent(args.dataset)}/profile`)
    if (globals.json) return printJson(terminal, profile)
    if (options.columns) {
      const numbers = ['values', 'nulls', 'distinct'].map((title) => ({ title, align: 'right' as const }))
      const titles = [{ title: 'column' }, { title: 'type' }, ...numbers, { title: 'min' }, { title: 'max' }]
      const rows = profile.columns.map(({ name, type, values, nulls, distinct, min, max }) => [
        ...[name, type, String(values), String(nulls), String(distinct), min ?? '', max ?? ''],
      ])
      return print(terminal, formatTableFor(terminal, titles, rows))
    }
    if (profile.rules.length === 0) return tell(terminal, `no rule is proposed: "${args.dataset}" has too few records`)
    const lines = profile.rules.map((rule) => `      - ${flow(rule)}\n`)
    await print(terminal, `datasets:\n  ${profile.dataset}:\n    rules:\n${lines.join('')}`)
  },
})

/** A rule on one line. */
function flow(rule: object): string {
  return stringify(rule, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()
}
