/** Thirty questions over events at rest, compacted and indexed; bytes on disk. */
import { eventFiles, eventsPerFile, firstTime_ms, step_ms } from './events.ts'
import { type Chdb, maybeChdb } from './peers/chdb-client.ts'
import { maybeVictoriaLogs, type VictoriaLogs } from './peers/victoria-logs.ts'
import { startedProduct, targetOf, untilAtRest, untilRows } from './product.ts'
import { type Question, questions, type Sample } from './questions.ts'
import { load, median, pause } from './run.ts'
import { type Line, ms } from './table.ts'

type Product = Awaited<ReturnType<typeof startedProduct>>['product']

const runs = 5

export async function queries({ millions }: { millions: number }): Promise<{ lines: Line[]; details: string }> {
  const files = eventFiles(millions)
  const records = millions * eventsPerFile
  const { product, stop } = await startedProduct()
  const { port, headers } = targetOf(product)
  const options = { port, headers, path: '/ingest/events', recordsPerRequest: 1000, connections: 4 }
  for (const path of files) await load({ ...options, files: [path], records: eventsPerFile })
  await untilRows(product, 'events', records)
  await untilAtRest(product)
  const sample = await sampleOf(product, millions)
  const chdb = await filledChdb(files)
  const victoria = await filledVictoriaLogs(files, records)

  const lines: Line[] = []
  const details: string[] = [
    '| question | kind | Caudal | chDB | VictoriaLogs | of the best |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
  ]
  const ratios: { chdb: number[]; victoria: number[]; best: number[] } = { chdb: [], victoria: [], best: [] }
  for (const question of questions(sample)) {
    const own = await fastest(() => askProduct(product, question))
    const other =
      chdb &&
      (await fastest(
        async () => (await chdb.run('query', question.clickhouse.replace('from events', 'from bench.events'))).ms,
      ))
    const third = victoria && (await fastest(() => victoria.query(question.logsql)))
    if (other !== undefined) ratios.chdb.push(own / other)
    if (third !== undefined) ratios.victoria.push(own / third)
    const best = Math.min(...[other, third].filter((value) => value !== undefined))
    if (Number.isFinite(best)) ratios.best.push(own / best)
    details.push(
      `| ${question.name} | ${question.kind} | ${ms(own)} | ${other === undefined ? '' : ms(other)} | ${third === undefined ? '' : ms(third)} | ${Number.isFinite(best) ? (own / best).toFixed(2) : ''} |`,
    )
  }
  if (chdb) lines.push(against('30 queries, geometric mean', 'chDB', geometricMean(ratios.chdb), 1))
  if (victoria) lines.push(against('30 queries, geometric mean', 'VictoriaLogs', geometricMean(ratios.victoria), 1 / 3))
  if (ratios.best.length > 0)
    lines.push(against('30 queries, the worst of them', 'the best peer', Math.max(...ratios.best), 1.5))

  const raw = records * 256
  const { datasets } = await product.json<{ datasets: { name: string; bytes: number; index_bytes: number }[] }>(
    '/api/datasets',
  )
  const events = datasets.find(({ name }) => name === 'events')!
  const bytes = (events.bytes + events.index_bytes) / records
  lines.push({
    what: 'bytes per event on disk, index included',
    measured: `${bytes.toFixed(1)} (index ${(events.index_bytes / records).toFixed(1)})`,
    against: `raw ${(raw / records).toFixed(0)}`,
    ratio: bytes / 256,
    aim: '<= 0.2',
    reached: bytes / 256 <= 0.2,
  })
  if (chdb) {
    const other = Number((await chdb.run('bytes')).value) / records
    lines.push({
      what: 'bytes per event on disk, index included',
      measured: bytes.toFixed(1),
      against: `chDB ${other.toFixed(1)}`,
      ratio: bytes / other,
      aim: '<= 1',
      reached: bytes / other <= 1,
    })
  }
  chdb?.stop()
  victoria?.stop()

  await stop()
  return { lines, details: details.join('\n') }
}

async function askProduct(product: Product, { sql, kql }: Question): Promise<number> {
  const start = performance.now()
  if (sql !== undefined) await product.json('/api/sql', { sql, limits: { time_ms: 120_000 } })
  else await product.json('/api/search', { kql, in: ['events'], limit: 50 })
  return performance.now() - start
}

async function sampleOf(product: Product, millions: number): Promise<Sample> {
  const middle = Math.floor((millions * eventsPerFile) / 2) + 17
  const [row] = await product.rows<{ trace_id: string; user_id: number; _msg: string }>(
    `select trace_id, user_id, _msg from events where _offset = ${middle}`,
  )
  const [, number] = /for \w+ (\d+) in/.exec(row!._msg)!
  const at = (n: number) => new Date(firstTime_ms + n * step_ms).toISOString()
  const day = Math.min(720_000, Math.floor(millions * eventsPerFile * 0.4))
  return {
    trace_id: row!.trace_id,
    user_id: row!.user_id,
    number: number!,
    ip: row!._msg.split('from ')[1]!,
    minute: at(middle),
    hour: at(middle),
    from: at(middle - day / 2),
    until: at(middle + day / 2),
  }
}

async function filledChdb(files: readonly string[]): Promise<Chdb | undefined> {
  const chdb = maybeChdb()
  if (!chdb) return undefined
  await chdb.run('create')
  for (const path of files) await chdb.run('insert', path)
  await chdb.run('optimize')
  return chdb
}

async function filledVictoriaLogs(files: string[], records: number): Promise<VictoriaLogs | undefined> {
  const victoria = await maybeVictoriaLogs()
  if (!victoria) return undefined
  const path = '/insert/jsonline?_stream_fields=service,host&_time_field=_time&_msg_field=_msg'
  for (const file of files)
    await load({
      port: victoria.port,
      headers: { 'content-type': 'application/stream+json' },
      path,
      files: [file],
      recordsPerRequest: 1000,
      connections: 4,
      records: eventsPerFile,
    })
  while ((await victoria.count()) < records) await pause(500)
  return victoria
}

/** The median of some runs, the first of which only warms up. */
async function fastest(run: () => Promise<number>): Promise<number> {
  await run()
  const times: number[] = []
  for (let n = 0; n < runs; n++) times.push(await run())
  return median(times)
}

function against(what: string, peer: string, ratio: number, aim: number): Line {
  return {
    what,
    measured: `${ratio.toFixed(2)} of the time of`,
    against: peer,
    ratio,
    aim: `<= ${aim.toFixed(2)}`,
    reached: ratio <= aim,
  }
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}
