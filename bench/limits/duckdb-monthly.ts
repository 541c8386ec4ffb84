/** The limit of the water example: its datasets and its monthly table from dirty CSV files by DuckDB alone, as somebody who knows it would write it by hand. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

const names: Readonly<Record<string, string>> = { fecha: 'date', lugar: 'place', media: 'mean', desviacion: 'sd' }

/** The files in the order in which they came; into the folder go readings and invalid rows. Resolves with the rows of the table and the milliseconds. */
export async function duckdbMonthly(paths: readonly string[], folder: string): Promise<{ rows: object[]; ms: number }> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('set threads=2')
  const start = performance.now()
  for (const macro of macros) await connection.run(`create macro ${macro}`)
  const groups = Map.groupBy(
    paths.map((path, order) => ({ path, order, header: headerOf(path) })),
    ({ header }) => header,
  )
  const parts = [...groups].map(([header, files]) => selectOf(header, files))
  await connection.run(
    'create table raw (file integer, line integer, date varchar, place varchar, mean varchar, sd varchar)',
  )
  for (let i = 0; i < parts.length; i += 100)
    await connection.run(`insert into raw ${parts.slice(i, i + 100).join(' union all ')}`)
  await connection.run(checked)
  await connection.run(readings)
  const copy = (rows: string, name: string) =>
    connection.run(`copy (${rows}) to '${join(folder, name)}' (format parquet, compression zstd, compression_level 1)`)
  await copy('from readings', 'readings.parquet')
  await copy("select file, line, date, place, mean, sd, fault from checked where fault <> ''", 'invalid.parquet')
  const reader = await connection.runAndReadAll(monthly)
  const rows = reader.getRowObjectsJson()
  const ms = performance.now() - start
  connection.closeSync()
  return { rows, ms }
}

function headerOf(path: string): string {
  return readFileSync(path, 'latin1').split(/\r?\n/, 1)[0]!
}

/** The rows of files that are written alike; a row that is cut lacks fields. */
function selectOf(header: string, files: readonly { path: string; order: number }[]): string {
  const plain = header
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/\xc3[\xb3\x93]|[\xf3\xd3]/g, 'o')
    .toLowerCase()
  const delimiter = [',', ';', '\t'].reduce((best, mark) =>
    plain.split(mark).length > plain.split(best).length ? mark : best,
  )
  const columns = plain.split(delimiter).map((name) => names[name.trim()] ?? name.trim())
  const types = columns.map((name) => `'${name}': 'VARCHAR'`).join(', ')
  const list = files.map(({ path }) => `'${path}'`).join(', ')
  const orders = files.map(({ path, order }) => `'${path}': ${order}`).join(', ')
  const place = columns.includes('place') ? 'place' : "'P-01'"
  return `select map {${orders}}[filename]::integer, row_number() over ()::integer, date, ${place}, mean, sd
    from read_csv([${list}], delim='${delimiter}', quote='"', escape='"', header=true, auto_detect=false, columns={${types}}, filename=true, null_padding=true, ignore_errors=true)`
}

const macros = [
  "number_of(text) as try_cast(replace(nullif(trim(text), ''), ',', '.') as double)",
  "is_missing(text) as text is null or lower(trim(text)) in ('', '-', 'na', 'n/a', 'nan', 'null', 's/d')",
  `fault_of(name, text, is_fine) as case when is_missing(text) then 'cannot find ' || name
    when not coalesce(is_fine, false) then 'cannot read ' || name || ' "' || trim(text) || '"' end`,
]

const monthNames = 'ene=jan abr=apr ago=aug dic=dec'.split(' ').map((pair) => pair.split('='))
const english = monthNames.reduce((sql, [from, to]) => `replace(${sql}, '${from}', '${to}')`, 'lower(trim(date))')

const checked = `
create table checked as
with texts as (
  select *, regexp_replace(${english}, '[t ][0-9][0-9]:[0-9][0-9](:[0-9][0-9])?z?$', '') as day from raw
), days as (
  select *, case
    when regexp_full_match(day, '[0-9]{4}-[0-9]+-[0-9]+') then try_cast(day as date)
    when regexp_full_match(day, '[0-9]{4}/[0-9]+/[0-9]+') then try_strptime(day, '%Y/%m/%d')
    when regexp_full_match(day, '[0-9]{8}') then try_strptime(day, '%Y%m%d')
    when regexp_full_match(day, '[0-9]+[-/.][0-9]+[-/.][0-9]{4}') then try_strptime(translate(day, '/.', '--'), '%d-%m-%Y')
    when regexp_full_match(day, '[0-9]+[-/.][0-9]+[-/.][0-9]{2}') then try_strptime(translate(day, '/.', '--'), '%d-%m-%y')
    when regexp_full_match(day, '[0-9]+(-| de )[a-z]+(-| de )[0-9]{4}')
      then try_strptime(regexp_replace(day, '^([0-9]+)(?:-| de )([a-z]{3})[a-z]*(?:-| de )', '\\1-\\2-'), '%d-%b-%Y')
    when regexp_full_match(day, '[a-z]+ [0-9]+, [0-9]{4}')
      then try_strptime(regexp_replace(day, '^([a-z]{3})[a-z]* ', '\\1 '), '%b %d, %Y')
  end::date as read_day, number_of(mean) as read_mean, number_of(sd) as read_sd from texts
)
select * exclude (day), concat_ws('; ', fault_of('date', date, read_day is not null), fault_of('place', place, true),
  fault_of('mean', mean, read_mean between -5 and 45), fault_of('sd', sd, read_sd between 0 and 20)) as fault
from days`

const readings = `
create table readings as
select trim(place) as place, read_day as date, arg_max(read_mean, file * 1000000000::bigint + line) as mean,
  arg_max(read_sd, file * 1000000000::bigint + line) as sd
from checked where fault = '' group by all`

const monthly = `
with months as (
  select place, date_trunc('month', date)::date as month, avg(mean) as mean, max(mean) as max, max(sd) as max_sd
  from readings group by all
)
select place, year(month)::integer as year, month(month)::integer as month,
  round(mean::decimal(18, 9), 2)::double as mean_temperature, max as max_temperature, max_sd,
  round((max - lag(max) over earlier)::decimal(18, 9), 3)::double as max_difference,
  strftime(lag(month) over earlier, '%Y-%m') as compared_with,
  (date_diff('month', lag(month) over earlier, month) - 1)::integer as gap_months
from months window earlier as (partition by place order by months.month) order by place, year, month`
