/** What the values of a dataset look like, and the rules that all of them fulfil today. */
import type { DatasetInfo, DatasetReader } from '../../datasets/dataset.ts'
import { quoteName } from '../../lib/sql-text.ts'
import type { ColumnProfile, Profile, ProposedRule } from '../../model/quality-report.ts'

/** Few enough to be listed, each often enough to be no accident. */
const fewValues = 12
const timesEach = 5
/** With less than this a rule would be a guess. */
const leastRecords = 10
/** A longer text has no form. */
const longestForm = 40

export async function profileOf(reader: DatasetReader, { name, columns, rows }: DatasetInfo): Promise<Profile> {
  const scope = { datasets: [name] }
  const own = columns.filter((column) => !column.name.startsWith('_') && !column.type.endsWith('[]'))
  const profiles: ColumnProfile[] = []
  const rules: ProposedRule[] = []
  for (const column of own) {
    const field = quoteName(column.name)
    const sql = `select count(${field}) as "values", count(*) - count(${field}) as nulls, approx_count_distinct(${field}) as "distinct",
      min(${field})::varchar as min, max(${field})::varchar as max from ${quoteName(name)}`
    const { rows: answer } = await reader.sql({ sql, scope })
    const profile = { name: column.name, type: column.type, ...answer[0] } as unknown as ColumnProfile
    profiles.push(profile)
    if (profile.values < leastRecords) continue
    const rule = (more: Omit<ProposedRule, 'field' | 'severity'>) =>
      rules.push({ field: column.name, ...more, severity: 'warn' })
    if (profile.nulls === 0) rule({ not_null: true })
    if (column.type === 'BIGINT' || column.type === 'DOUBLE') rule({ range: roundRange(profile) })
    if (column.type === 'VARCHAR') {
      const values = await fewOf(reader, name, column.name, profile)
      const pattern = values ? undefined : await formOf(reader, name, column.name)
      if (values) rule({ in: values })
      else if (pattern) rule({ pattern })
    }
    if (await isUnique(reader, name, column.name, profile)) rule({ unique: true })
  }
  return { dataset: name, records: rows, columns: profiles, rules }
}

/** Out to the next round number, in steps of the width's order. */
function roundRange({ min, max }: ColumnProfile): readonly [number, number] {
  const [least, greatest] = [Number(min), Number(max)]
  const step = 10 ** Math.floor(Math.log10(greatest - least || Math.abs(greatest) || 1))
  const round = (value: number) => Number(value.toPrecision(12))
  return [round(Math.floor(least / step) * step), round(Math.ceil(greatest / step) * step)]
}

async function fewOf(
  reader: DatasetReader,
  dataset: string,
  column: string,
  { values, distinct }: ColumnProfile,
): Promise<string[] | undefined> {
  if (distinct > fewValues || values < distinct * timesEach) return undefined
  const field = quoteName(column)
  const sql = `select ${field} as value from ${quoteName(dataset)} where ${field} is not null group by 1 order by 1 limit ${2 * fewValues}`
  const { rows } = await reader.sql({ sql, scope: { datasets: [dataset] } })
  return rows.map(({ value }) => String(value))
}

/** The form that all texts have, such as `P-[0-9]{2}`; none when they differ. */
async function formOf(reader: DatasetReader, dataset: string, column: string): Promise<string | undefined> {
  const field = quoteName(column)
  const form = `regexp_replace(regexp_replace(regexp_replace(${field}, '[0-9]', '9', 'g'), '[A-Z]', 'A', 'g'), '[a-z]', 'a', 'g')`
  const sql = `select min(${form}) as least, max(${form}) as greatest from ${quoteName(dataset)}`
  const [row] = (await reader.sql({ sql, scope: { datasets: [dataset] } })).rows
  const text = String(row!.least)
  if (row!.least === null || row!.least !== row!.greatest || text.length > longestForm || !/[9Aa]/.test(text))
    return undefined
  return text.replace(/(.)\1*/gu, (run, character: string) => {
    const one = { '9': '[0-9]', A: '[A-Z]', a: '[a-z]' }[character] ?? character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
    const length = [...run].length
    return length === 1 ? one : `${one}{${length}}`
  })
}

async function isUnique(
  reader: DatasetReader,
  dataset: string,
  column: string,
  { values, distinct }: ColumnProfile,
): Promise<boolean> {
  // The number is rough: it spares the exact count where it cannot be.
  if (distinct < values * 0.7) return false
  const sql = `select count(distinct ${quoteName(column)}) as n from ${quoteName(dataset)}`
  const { rows } = await reader.sql({ sql, scope: { datasets: [dataset] } })
  return Number(rows[0]!.n) === values
}
