/** NDJSON batches of 1,000 over HTTP, acknowledged after fdatasync, until the last one is in the dataset. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventFiles, eventsPerFile } from './events.ts'
import { duckdbParquet } from './limits/duckdb-parquet.ts'
import { maybeChdb } from './peers/chdb-client.ts'
import { maybeVictoriaLogs } from './peers/victoria-logs.ts'
import { startedProduct, targetOf, untilRows } from './product.ts'
import { load, startProgram } from './run.ts'
import { type Line, ms, perSecond } from './table.ts'

const connections = 16

export async function ingest({ millions }: { millions: number }): Promise<Line[]> {
  const files = eventFiles(millions)
  const records = millions * eventsPerFile
  const bare = await bareHttp(files, records, 1000, connections)
  const parquet = await duckdbParquet(files.slice(0, 2), eventsPerFile)
  const limit = Math.min(bare.rate, parquet)

  const { product, stop } = await startedProduct()
  const { port, headers } = targetOf(product)
  const start = performance.now()
  const visibility = watchVisibility(product, start)
  const sent = await load({
    port,
    headers,
    path: '/ingest/events',
    files,
    recordsPerRequest: 1000,
    connections,
    records,
  })
  const acknowledged = sent.records / sent.seconds
  await untilRows(product, 'events', sent.records)
  const searchable = sent.records / ((performance.now() - start) / 1000)
  const lag = await visibility.stop()
  await stop()

  const lines: Line[] = [
    {
      what: 'ingest, batches of 1,000, acknowledged',
      measured: perSecond(acknowledged),
      against: `bare Fastify + fdatasync ${perSecond(bare.rate)}`,
      ratio: acknowledged / bare.rate,
      aim: 'shown',
    },
    {
      what: 'ingest, until searchable',
      measured: perSecond(searchable),
      against: `min(bare HTTP, bare DuckDB ${perSecond(parquet)})`,
      ratio: searchable / limit,
      aim: '>= 0.7',
      reached: searchable / limit >= 0.7,
    },
    {
      what: 'ingest, until searchable',
      measured: perSecond(searchable),
      against: '450,000/s',
      ratio: searchable / 450_000,
      aim: '>= 1',
      reached: searchable >= 450_000,
    },
    {
      what: 'acknowledged to visible at full load',
      measured: `p50 ${ms(lag.p50)}, p99 ${ms(lag.p99)}`,
      against: "Elasticsearch's refresh, 1 s",
      aim: 'p99 <= 500 ms',
      reached: lag.p99 <= 500,
    },
  ]
  const chdb = maybeChdb()
  if (chdb) {
    await chdb.run('create')
    let spent = 0
    for (const path of files) spent += (await chdb.run('insert', path)).ms
    chdb.stop()
    const rate = records / (spent / 1000)
    lines.push({
      what: 'ingest, until searchable',
      measured: perSecond(searchable),
      against: `chDB insert ${perSecond(rate)}`,
      ratio: searchable / rate,
      aim: '>= 2',
      reached: searchable / rate >= 2,
    })
  }
  const victoria = await maybeVictoriaLogs()
  if (victoria) {
    const begin = performance.now()
    const path = '/insert/jsonline?_stream_fields=service,host&_time_field=_time&_msg_field=_msg'
    const result = await load({
      port: victoria.port,
      headers: { 'content-type': 'application/stream+json' },
      path,
      files,
      recordsPerRequest: 1000,
      connections,
      records: Math.min(records, 1_000_000),
    })
    while ((await victoria.count()) < result.records) await new Promise((resolve) => setTimeout(resolve, 50))
    const rate = result.records / ((performance.now() - begin) / 1000)
    victoria.stop()
    lines.push({
      what: 'ingest, until searchable',
      measured: perSecond(searchable),
      against: `VictoriaLogs (no fsync) ${perSecond(rate)}`,
      ratio: searchable / rate,
      aim: '>= 3.5',
      reached: searchable / rate >= 3.5,
    })
  }
  return lines
}

/** One event a request, 64 connections. */
export async function singles({ seconds }: { seconds: number }): Promise<Line[]> {
  const files = eventFiles(1)
  const bare = await bareHttp(files, undefined, 1, 64, seconds)
  const { product, stop } = await startedProduct()
  const { port, headers } = targetOf(product)
  const sent = await load({
    port,
    headers,
    path: '/ingest/events',
    files,
    recordsPerRequest: 1,
    connections: 64,
    seconds,
  })
  await stop()
  const rate = sent.records / sent.seconds
  return [
    {
      what: 'single events, 64 connections',
      measured: perSecond(rate),
      against: `bare Fastify + grouped fdatasync ${perSecond(bare.rate)}`,
      ratio: rate / bare.rate,
      aim: '>= 0.7',
      reached: rate / bare.rate >= 0.7,
    },
  ]
}

async function bareHttp(
  files: string[],
  records: number | undefined,
  recordsPerRequest: number,
  connections: number,
  seconds?: number,
): Promise<{ rate: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'caudal-bench-'))
  const program = fileURLToPath(new URL('./limits/http-server.ts', import.meta.url))
  const { value: port, child } = await startProgram(process.execPath, [program, join(folder, 'segment')])
  try {
    const options = {
      port,
      headers: { 'content-type': 'application/x-ndjson' },
      path: '/ingest/events',
      files,
      recordsPerRequest,
      connections,
    }
    const result = await load({
      ...options,
      ...(records === undefined ? {} : { records }),
      ...(seconds === undefined ? {} : { seconds }),
    })
    return { rate: result.records / result.seconds }
  } finally {
    child.removeAllListeners('exit')
    child.kill()
    rmSync(folder, { recursive: true })
  }
}

/** Sends a marked record now and then and asks until it is there. */
function watchVisibility(
  product: Awaited<ReturnType<typeof startedProduct>>['product'],
  seed: number,
): { stop(): Promise<{ p50: number; p99: number }> } {
  const lags: number[] = []
  let isOver = false
  const watching = (async () => {
    for (let n = 0; !isOver; n++) {
      const mark = `mark-${Math.round(seed)}-${n}`
      const response = await product.request('/ingest/events', {
        method: 'POST',
        body: `{"level":"mark","trace_id":"${mark}"}`,
        headers: { 'content-type': 'application/json' },
      })
      const { offset } = (await response.json()) as { offset: number }
      const start = performance.now()
      while ((await product.rows(`select 1 as x from events where _offset = ${offset}`)).length === 0) {
        if (performance.now() - start > 10_000) break
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      lags.push(performance.now() - start)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  return {
    async stop() {
      isOver = true
      await watching
      const sorted = lags.sort((a, b) => a - b)
      return { p50: sorted[Math.floor(sorted.length / 2)] ?? 0, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
    },
  }
}
