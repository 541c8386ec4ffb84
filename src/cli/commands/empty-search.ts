/** Why a search found nothing, as far as can be told: what was searched, over which time, and what to try next. */
import { UserError } from '../../lib/errors.ts'
import { visible } from '../../lib/table.ts'
import { searchedByDefault } from '../../model/searched.ts'
import type { Client } from '../connection/client.ts'
import { formatCount, formatNumber } from '../terminal/quantity.ts'

export interface Asked {
  readonly kql: string
  readonly in?: readonly string[]
  readonly since?: string
  readonly until?: string
}

interface Searched {
  readonly name: string
  readonly rows: number
  readonly from?: string
  readonly until?: string
}

/** Sentences for whoever reads no hits; the last one says what to do. */
export async function whyEmpty(client: Client, asked: Asked): Promise<string> {
  const datasets = await maybeSearched(client, asked.in)
  if (!datasets) return 'no records match'
  const rows = datasets.reduce((sum, each) => sum + each.rows, 0)
  const where = whereOf(datasets, asked.in)
  if (rows === 0)
    return `no records match: there are none yet in ${where}\n  hint: See whether any arrive: caudal status`
  const span = spanOf(datasets)
  const { since, until } = asked
  if (since === undefined && until === undefined)
    return `no records match: searched ${formatCount(rows, 'record')} of ${where}, ${span}\n  hint: ${hintFor(asked)}`
  const inTime = await countInTime(client, asked)
  const range = [since && `since ${since}`, until && `until ${until}`].filter(Boolean).join(' and ')
  if (inTime === 0)
    return `no records match: of the ${formatCount(rows, 'record')} of ${where} none is ${visible(range)}\n  hint: They are ${span}: name another time.`
  return `no records match: searched ${formatNumber(inTime)} of ${formatCount(rows, 'record')} of ${where}, those ${visible(range)}\n  hint: ${hintFor(asked)}`
}

/** Undefined when that cannot be told: the search itself has been answered. */
async function maybeSearched(client: Client, names: readonly string[] | undefined): Promise<Searched[] | undefined> {
  try {
    const { datasets } = await client.get<{ datasets: Searched[] }>('/api/datasets')
    // People of client companies are not told how much there is.
    if (!datasets.every((each) => 'rows' in each)) return undefined
    const searched = names ?? searchedByDefault(datasets.map(({ name }) => name))
    return datasets.filter(({ name }) => searched.includes(name))
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

async function countInTime(client: Client, { kql: _kql, ...where }: Asked): Promise<number> {
  const body = { ...where, kql: '', limit: 0, histogram: { buckets: 1 } }
  return (await client.post<{ total: number }>('/api/search', body)).total
}

const mostNames = 3

function whereOf(datasets: readonly Searched[], asked: readonly string[] | undefined): string {
  const names = asked ?? datasets.filter(({ rows }) => rows > 0).map(({ name }) => name)
  if (names.length === 0) return 'this project'
  if (names.length > mostNames) return `${names.length} datasets`
  return names.length === 1 ? `"${names[0]}"` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function spanOf(datasets: readonly Searched[]): string {
  const from = datasets.flatMap((each) => each.from ?? []).sort()[0]
  const until = datasets
    .flatMap((each) => each.until ?? [])
    .sort()
    .at(-1)
  return from === undefined || until === undefined ? 'without a time' : `from ${short(from)} to ${short(until)}`
}

/** To the second. */
function short(time: string): string {
  return time.replace(/(\.\d+)?(Z|[+-]\d\d:\d\d)$/, '$2')
}

/** A field and one word is the most usual search that finds nothing: the word alone looks at all fields. */
function hintFor({ kql, in: names }: Asked): string {
  const within = names ? ` --in ${names.join(',')}` : ''
  const [, word] = /^\s*[\w.@-]+\s*:\s*"?([\w.@-]+)"?\s*$/.exec(kql) ?? []
  const all = `caudal search --limit 3${within}`
  return word === undefined
    ? `Search for fewer words, or for the beginning of one (err*); see what there is: ${all}`
    : `Look for the word in all fields: caudal search ${word}${within}; see what there is: ${all}`
}
