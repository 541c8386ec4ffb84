/**
 * `node generate.ts landing [--seed 1] [--weeks 52] [--places 4] [--from 2023-01-02] [--truth truth.ndjson]`: writes weekly files as
 * dirty as those of real stations, the same ones for the same seed; and, where it is asked for, what is true of each of their rows.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { deliver } from './weekly/delivery.ts'
import { writeFiles } from './weekly/write-files.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    weeks: { type: 'string', default: '52' },
    places: { type: 'string', default: '4' },
    from: { type: 'string', default: '2023-01-02' },
    truth: { type: 'string' },
  },
})
const folder = positionals[0] ?? 'landing'
const files = deliver({
  seed: Number(values.seed),
  weeks: Number(values.weeks),
  places: Number(values.places),
  from: values.from,
})
await writeFiles(folder, files)
const truth = files.flatMap((file) => file.truth)
if (values.truth !== undefined) {
  await writeFile(values.truth, truth.map((row) => `${JSON.stringify(row)}\n`).join(''))
}
const invalid = truth.filter((row) => 'faults' in row).length
console.log(`${files.length} files in ${folder}: ${truth.length} rows, ${invalid} of them invalid`)
