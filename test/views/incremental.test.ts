import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DatasetWriter } from '../../src/datasets/dataset.ts'
import { parseStatements } from '../../src/datasets/index.ts'
import { frameOf, TestLake } from '../../src/datasets/lake/lake.fixture.ts'
import { openReader } from '../../src/datasets/lake/reader/index.ts'
import { silent } from '../../src/lib/log.ts'
import type { Refresh } from '../../src/model/view-report.ts'
import type { ProjectView } from '../../src/project/project.ts'
import { Views } from '../../src/runtime/views/index.ts'

const monthly = readFileSync(new URL('../../examples/water/sql/monthly.sql', import.meta.url), 'utf8')

/** Each of another form; all of them can be computed by parts. */
const statements = {
  monthly,
  daily: `select _time::date as day, place, count(*) as n, sum(mean::decimal(9, 3)) as total from readings group by all order by day, place`,
  compared: `with weeks as (select date_trunc('week', date) as week, count(*) as n from readings group by week having count(*) > 1)
    select week, n, lag(n, 2) over (order by week desc) as behind, lead(n) over (order by week desc) as before from weeks order by 1`,
  hours: `select time_bucket(interval 12 hours, r._time) as half, c.color, count(*) as n, max(r.sd) as sd
    from readings r left join colors c on c.place = r.place group by 1, 2 order by half, color nulls first`,
  places: `select year(date) as year, month(date) as month, count(distinct place) as places from readings
    where sd is null or sd < 0.9 group by year, month order by month desc, year`,
  weekly: `select date_trunc('week', day)::date as week, sum(n)::bigint as n, max(total) as total from daily group by week order by week`,
  summed: `select month(week) as month, year(week) as year, sum(n)::bigint as n, count(*) as weeks from weekly group by year, month
    order by year, month`,
  steps: `select d.day, d.place, d.n, c.color, lag(d.day) over (partition by d.place order by d.day) as before
    from daily d left join colors c using (place) order by d.day, d.place`,
}

/** What each of them reads, where it is not the readings. */
const inputsOf: Readonly<Record<string, readonly string[]>> = {
  hours: ['readings', 'colors'],
  weekly: ['daily'],
  summed: ['weekly'],
  steps: ['daily', 'colors'],
}

/** A lake with its views, computed while records come. */
class Watched implements AsyncDisposable {
  readonly lake: TestLake
  readonly reader
  readonly views: Views
  readonly #writer: DatasetWriter
  #offset = 0

  private constructor(lake: TestLake, writer: DatasetWriter) {
    this.lake = lake
    this.#writer = writer
    this.reader = openReader({ folder: lake.folder, log: silent, processes: 1 })
    this.views = new Views({ folder: lake.folder, store: lake.engine.views, reader: this.reader, log: silent })
  }

  static async open(retention_bytes?: number): Promise<Watched> {
    const lake = await TestLake.open({ fan: 3, upkeep_ms: 100 })
    const fields = { date: 'date', mean: 'number', sd: 'number', place: 'string' } as const
    const writer = await lake.engine.open({
      ...{ name: 'readings', time: 'date', fields },
      ...(retention_bytes === undefined ? {} : { retention_bytes }),
    })
    const colors = await lake.engine.open({ name: 'colors' })
    await colors.append(
      [
        frameOf(0, [
          { place: 'a', color: 'red' },
          { place: 'b', color: 'blue' },
        ]),
      ],
      2,
    )
    const watched = new Watched(lake, writer)
    const parsed = await parseStatements(Object.values(statements))
    const at = { file: 'caudal.yaml', line: 1, column: 1 }
    const views = Object.entries(statements).map(([name, sql], i): [string, ProjectView] => {
      const { tree } = parsed[i] as { tree: unknown }
      const inputs = inputsOf[name] ?? ['readings']
      return [
        name,
        {
          name,
          sql,
          tree,
          inputs,
          refresh: { kind: 'on_change' },
          history_ms: 1e9,
          at,
          origin: { kind: 'file', path: name } as never,
        },
      ]
    })
    await watched.views.open(new Map(views))
    for (const [, view] of views) await watched.views.stages.views.start(view, undefined)
    return watched
  }

  async deliver(records: readonly object[]): Promise<void> {
    const frame = frameOf(this.#offset, records)
    this.#offset += records.length
    await this.#writer.append([frame], this.#offset)
  }

  /** Once nothing is due; retention may make it so again at any time. */
  async settle(): Promise<void> {
    for (let tries = 0; tries < 4000; tries++) {
      const reports = this.views.list()
      // Before the first record there are no columns to compute from.
      if (reports.every(({ state, error }) => state === 'fresh' && !error)) return
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`the views do not come to rest: ${JSON.stringify(this.views.list().map(({ error }) => error))}`)
  }

  async expectWhole(): Promise<void> {
    for (let tries = 0; ; tries++) {
      await this.settle()
      const { kept, whole } = await this.both()
      if (tries < 10 && JSON.stringify(kept) !== JSON.stringify(whole)) continue
      return expect(kept).toEqual(whole)
    }
  }

  /** The rows of each view as it is, and as its SQL gives them at this moment. */
  async both(): Promise<{ kept: Record<string, string>; whole: Record<string, string> }> {
    const text = async (sql: string, datasets: readonly string[]) =>
      JSON.stringify((await this.reader.sql({ sql, scope: { datasets } })).rows)
    const kept: Record<string, string> = {}
    const whole: Record<string, string> = {}
    for (const [name, sql] of Object.entries(statements)) {
      kept[name] = await text(`select * exclude (_time, _offset) from ${name} order by _offset`, [name])
      whole[name] = await text(sql, ['readings', 'colors', 'daily', 'weekly'])
    }
    return { kept, whole }
  }

  async refreshes(): Promise<Refresh[]> {
    const all = await Promise.all(Object.keys(statements).map((name) => this.views.history(name, 1000)))
    return all.flat()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.views.stop()
    await this.reader.stop()
    await this.lake[Symbol.asyncDispose]()
  }
}

const reading = fc.record({
  date: fc.integer({ min: 0, max: 500 }).map((day) => new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10)),
  place: fc.constantFrom('a', 'b', 'ü"\'', null),
  mean: fc.integer({ min: 0, max: 30_000 }).map((n) => n / 1000),
  sd: fc.option(fc.integer({ min: 0, max: 100 }).map((n) => n / 100)),
})
const deliveries = fc.array(fc.array(reading, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 4 })

describe('a view that is computed by parts', () => {
  test.each([
    ['come', undefined],
    ['come and go', 9000],
  ])('has the rows that its SQL gives as a whole, while records %s', { timeout: 600_000 }, async (_, retention) => {
    let parts = 0
    await fc.assert(
      fc.asyncProperty(deliveries, async (batches) => {
        await using watched = await Watched.open(retention)
        // So that there are all columns from the first record on.
        const first = { date: '2023-01-01', place: 'a', mean: 1, sd: 0 }
        for (const batch of [[first], ...batches]) {
          await watched.deliver(batch)
          await watched.expectWhole()
        }
        parts += (await watched.refreshes()).filter(({ buckets }) => buckets !== undefined).length
      }),
      { numRuns: 1, endOnFailure: true },
    )
    expect(parts).toBeGreaterThan(2)
  })

  test('computes the buckets in which rows came, and those that are compared with them', {
    timeout: 300_000,
  }, async () => {
    await using watched = await Watched.open()
    const day = (month: number, mean: number) => ({ date: `2024-0${month}-10`, place: 'a', mean, sd: 0.1 })
    await watched.deliver([day(1, 1), day(2, 2), day(3, 3), day(5, 5), day(6, 6)])
    await watched.expectWhole()
    await watched.deliver([day(3, 9)])
    await watched.expectWhole()
    const [last] = await watched.views.history('monthly', 1)
    expect(last).toMatchObject({ buckets: 2, changed: 2, added: 0, removed: 0, rows: 5 })
    expect(last?.keys.changed).toEqual([
      ['a', '2024', '3'],
      ['a', '2024', '5'],
    ])
    expect((await watched.views.explain()).find(({ name }) => name === 'monthly')?.refresh).toEqual({
      ...{ scope: 'buckets', input: 'readings', columns: ['year', 'month'] },
    })
  })

  test('takes the buckets that were exchanged in a view for those in which its rows came', {
    timeout: 300_000,
  }, async () => {
    await using watched = await Watched.open()
    const days = Array.from({ length: 60 }, (_, n) => ({
      date: new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10),
      ...{ place: 'a', mean: 1, sd: 0.1 },
    }))
    await watched.deliver(days)
    await watched.expectWhole()
    await watched.deliver([{ date: '2024-02-14', place: 'a', mean: 9, sd: 0.1 }])
    await watched.expectWhole()
    for (const [name, buckets] of Object.entries({ daily: 1, weekly: 1, summed: 1 })) {
      const [last] = await watched.views.history(name, 1)
      expect(last, name).toMatchObject({ buckets, changed: 1, added: 0, removed: 0 })
    }
    const scopes = (await watched.views.explain()).map(({ name, refresh }) => [name, refresh])
    expect(Object.fromEntries(scopes)).toMatchObject({
      weekly: { scope: 'buckets', input: 'daily', columns: ['week'] },
      summed: { scope: 'buckets', input: 'weekly', columns: ['month', 'year'] },
    })
  })
})
