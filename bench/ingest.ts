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
import { load, pause, startProgram } from './run.ts'
import { type Line, ms, perSecond } from './table.ts'

const connections = 16

export async function ingest({ millions }: { millions: number }): Promise<Line[]> {
  const files = eventFiles(millions)
  const records = millions * eventsPerFile
  const bare = await bareHttp(files, records, 1000, connections)
  const parquet = await duckdbParquet(files.slice(0, 2), eventsPerFile)
  const limit = Math.min(bare.rate, parquet)

  const { acknowledged, searchable } = await loadedProduct(files, records)
  // Whoever asks takes of what is measured: the questions have a run of their own.
  const { lag } = await loadedProduct(files, records, watchVisibility)

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

/** Sends the records to a product of its own, and waits until the last one can be found; events per second. */
async function loadedProduct(
  files: string[],
  records: number,
  watch?: typeof watchVisibility,
): Promise<{ acknowledged: number; searchable: number; lag: Lag }> {
  const { product, stop } = await startedProduct()
  try {
    const start = performance.now()
    const watching = watch?.(product)
    const sent = await load({
      ...targetOf(product),
      path: '/ingest/events',
      files,
      recordsPerRequest: 1000,
      connections,
      records,
    })
    await untilRows(product, 'events', sent.records)
    const seconds = (performance.now() - start) / 1000
    const lag = (await watching?.stop()) ?? { p50: 0, p99: 0 }
    return { acknowledged: sent.records / sent.seconds, searchable: sent.records / seconds, lag }
  } finally {
    await stop()
  }
}

/** One event a request, 64 connections. */
export async function singles({ seconds }: { seconds: number }): Promise<Line[]> {
  const files = eventFiles(1)
  const bare = await bareHttp(files, undefined, 1, 64, seconds)
  const rate = await singlesRate(files, seconds)
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

async function singlesRate(files: string[], seconds: number): Promise<number> {
  const { product, stop } = await startedProduct()
  try {
    const sent = await load({
      ...targetOf(product),
      path: '/ingest/events',
      files,
      recordsPerRequest: 1,
      connections: 64,
      seconds,
    })
    return sent.records / sent.seconds
  } finally {
    await stop()
  }
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

/** Milliseconds from the acknowledgement of a record until a query finds it. */
interface Lag {
  readonly p50: number
  readonly p99: number
}

/** How often a marked record is sent, and how often it is asked which of them are there: asking all the time would be a load of its own. */
const mark_ms = 40
const ask_ms = 20

/** Sends marked records and asks up to which one they can be found; a lag is too long by up to the time between two questions. */
function watchVisibility(product: Awaited<ReturnType<typeof startedProduct>>['product']): {
  stop(): Promise<Lag>
} {
  const lags: number[] = []
  const waiting: { offset: number; since: number }[] = []
  let isOver = false
  const marking = (async () => {
    while (!isOver) {
      const response = await product.request('/ingest/events', {
        method: 'POST',
        body: '{"level":"mark"}',
        headers: { 'content-type': 'application/json' },
      })
      const { offset } = (await response.json()) as { offset: number }
      waiting.push({ offset, since: performance.now() })
      await pause(mark_ms)
    }
  })()
  const asking = (async () => {
    while (!isOver || waiting.length > 0) {
      const [oldest] = waiting
      const sql = `select max(_offset) as last from events where _offset >= ${oldest?.offset}`
      const [answer] = oldest ? await product.rows<{ last: number | null }>(sql) : []
      const now = performance.now()
      while (waiting[0] && waiting[0].offset <= (answer?.last ?? -1)) lags.push(now - waiting.shift()!.since)
      await pause(ask_ms)
    }
  })()
  return {
    async stop() {
      isOver = true
      await Promise.all([marking, asking])
      const sorted = lags.sort((a, b) => a - b)
      const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
      return { p50: at(0.5), p99: at(0.99) }
    },
  }
}
