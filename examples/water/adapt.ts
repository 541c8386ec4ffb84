/**
 * `node adapt.ts <series folder> landing [--only river] [--seed 1]`: writes public series of measurements (rivers once a day, a lake at 20
 * depths) as weekly files, cleanly or, with a seed, as dirty as those of real stations.
 */
import { parseArgs } from 'node:util'
import { adapt, kindsOfSeries } from './weekly/adapter.ts'
import { writeFiles } from './weekly/write-files.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, seed: { type: 'string' } },
})
const [series, folder = 'landing'] = positionals
const kinds = kindsOfSeries.filter((kind) => values.only === undefined || values.only === kind)
if (series === undefined || kinds.length === 0) {
  console.error('error: cannot adapt series: expecting their folder, and --only river or lake if not both are wanted')
  process.exit(2)
}
for (const kind of kinds) {
  const files = await adapt(series, kind, values.seed === undefined ? undefined : Number(values.seed))
  await writeFiles(folder, files)
  console.log(`${files.length} files of the ${kind} in ${folder}: ${files.flatMap(({ truth }) => truth).length} rows`)
}
