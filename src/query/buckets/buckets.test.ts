import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { aggregates } from '../sql-functions.ts'
import { volatile } from './function-kinds.ts'
import { type Buckets, bucketsOf } from './index.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()

const columns = [
  { name: 'date', type: 'DATE' },
  { name: '_time', type: 'TIMESTAMP' },
  ...['place', 'depth', 'mean', 'sd', '_offset'].map((name) => ({ name, type: 'VARCHAR' })),
]

async function of(sql: string) {
  const reader = await connection.runAndReadAll('select json_serialize_sql($1::varchar)', [sql])
  return bucketsOf(JSON.parse(String(reader.value(0, 0))), 'readings', columns)
}

const names = async (sql: string) => ((await of(sql)) as Buckets).columns?.map(({ name }) => name)

describe('the buckets of a result', () => {
  test('are the times by which it groups, however they are written', async () => {
    const group = `place, date_trunc('month', date) as month`
    for (const sql of [
      `select ${group}, max(mean) from readings group by all`,
      `select ${group}, max(mean) from readings group by 1, 2`,
      `select ${group}, max(mean) from readings group by place, month having count(*) > 1 order by month desc, place`,
      `select r.place, date_trunc('month', r.date) as month from readings as r where sd > 1 group by month, r.place`,
      `with a as (select * exclude (sd) from readings), b as (select ${group}, avg(mean) as m from a group by all) select * from b`,
      `select ${group}, avg(mean), s.name from readings left join stations s using (place) group by all`,
      `select month, count(*) from (select distinct place, date_trunc('month', date) as month from readings) group by month`,
    ]) {
      expect(await of(sql), sql).toMatchObject({
        columns: [{ name: 'month', sql: `"date_trunc"('month', "date")` }],
        times: ['date'],
      })
    }
    expect(await names(`select _time::date as day, hour(_time) as hour, count(*) from readings group by all`)).toEqual([
      'day',
      'hour',
    ])
  })

  test('are found through windows within them', async () => {
    const sql = `with current as (select * from readings qualify row_number() over (partition by place, date order by _offset desc) = 1)
      select date_trunc('week', date) as week, count(*) as n from current group by week order by week`
    expect(await of(sql)).toMatchObject({ columns: [{ name: 'week' }], order: '"week"' })
  })

  test('reach to their neighbours where the result is compared with the bucket before or behind', async () => {
    const monthly = readFileSync(new URL('../../../examples/water/sql/monthly.sql', import.meta.url), 'utf8')
    expect(await of(monthly)).toMatchObject({
      columns: [{ name: 'year' }, { name: 'month' }],
      reach: { partitions: ['place'], order: `cast("date_trunc"('month', "date") as DATE)`, back: 1, forward: 0 },
      order: '"place", "year", "month"',
    })
    const both = `with d as (select date as day, count(*) as n from readings group by day)
      select day, n, lag(n, 2) over (order by day desc) as a, lead(n) over (order by day desc) as b from d`
    expect(await of(both)).toMatchObject({ reach: { partitions: [], back: 1, forward: 2 } })
  })

  test.each([
    ['select count(*) as n, max(date) as last from readings', 'it brings all records into one row'],
    ['select place, count(*) from readings group by place', 'no column of it tells the time of a group of readings'],
    ['select date, count(*) from readings group by date limit 3', 'LIMIT is about all rows'],
    [
      'select date, count(*) from readings where date > current_date - 30 group by date',
      'it depends on current_date, which no row tells',
    ],
    ['select date, random() as r from readings', 'it depends on random, which no row tells'],
    [
      'select a.date, count(*) from readings a join readings b using (place) group by 1',
      'it reads readings in two places',
    ],
    [
      'select date, count(*) from readings where mean > (select avg(mean) from readings) group by date',
      'it reads readings in two places',
    ],
    [
      'with x as (select * from readings) select date, (select max(mean) from x) as m from x',
      'it reads x in two places',
    ],
    [
      'select date, count(*) from readings group by date union all select date, 1 from readings',
      'it reads readings in two places',
    ],
    ['select date, place, count(*) from readings group by rollup (date, place)', 'it groups in several ways at once'],
    [
      'select date, sum(count(*)) over (order by date) as total from readings group by date',
      'a window of it looks at rows of all times',
    ],
    [
      'select date, n, lag(n) over (partition by left(date::varchar, 1) order by date) as b from (select date, count(*) as n from readings group by date)',
      'a window of it is partitioned by what it does not select',
    ],
    [
      'select r.date, s.name from stations s left join readings r using (place)',
      'it joins readings in a way that depends on all of its rows',
    ],
    ['select unnest([date, date]) as day from readings', 'no column of it tells the time of a group of readings'],
    ['select date, max(mean) as m from readings tablesample 10% group by date', 'it takes a sample'],
    ['select date, max(mean) from readings group by date order by max(sd)', 'it is sorted by what it does not select'],
    [
      'select name, 1 as one from stations where id in (select place from readings)',
      'it does not read readings in its FROM',
    ],
    [
      "pivot readings on place in ('a', 'b') using max(mean) group by date",
      'it turns rows into columns, or reads them in a way of its own',
    ],
  ])('are none of: %s', async (sql, why) => {
    expect(await of(sql)).toEqual({ why })
  })

  test('know of each function of the engine whether it is of one row, and the same each time', async () => {
    const list = async (where: string) => {
      const reader = await connection.runAndReadAll(
        `select distinct function_name from duckdb_functions() where ${where}`,
      )
      return reader
        .getRowsJson()
        .map(([name]) => String(name))
        .sort()
    }
    expect(await list(`function_type = 'aggregate'`)).toEqual([...aggregates].sort())
    expect(await list(`stability <> 'CONSISTENT'`)).toEqual([...volatile].sort())
  })
})
