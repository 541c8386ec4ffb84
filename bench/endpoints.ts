/** Endpoints: from memory against a bare route that returns the same bytes, cold over many rows, and both against a Flask service. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { AskingOptions, AskingResult } from './asking.ts'
import { maybeFlask } from './peers/flask.ts'
import { startedProduct, targetOf, untilAtRest, untilRows } from './product.ts'
import { median, startProgram } from './run.ts'
import { type Line, ms, perSecond } from './table.ts'

const yaml = `name: bench
streams: { readings: {} }
datasets: { readings: { fields: { date: date, mean: number } } }
views:
  monthly: { sql: "select place, year(date) as year, month(date) as month, avg(mean) as mean_temperature from readings group by all" }
endpoints:
  /temp:
    sql: select place, year, month, mean_temperature from monthly where year = $year and month = $month and place = $place
    params: { year: integer, month: integer, place: text }
    one: true
    public: true
  /mean:
    sql: select count(*) as n, avg(mean) as mean from readings where place = $place and date >= $from and mean > $above
    params: { place: text, from: date, above: number }
    one: true
    public: true
`

const places = 20
const hotPath = '/temp?year=2012&month=3&place=P-07'
/** Never the same question twice, so that none is answered from memory. */
const coldPaths = Array.from({ length: 1500 }, (_, i) => {
  const place = `P-${String(1 + (i % places)).padStart(2, '0')}`
  return `/mean?place=${place}&from=20${String(6 + (i % 14)).padStart(2, '0')}-01-01&above=${10 + i / 1000}`
})

export async function endpoints({ rows, seconds }: { rows: number; seconds: number }): Promise<Line[]> {
  const { product, stop } = await startedProduct(yaml)
  const lines: Line[] = []
  const closers: (() => void)[] = []
  try {
    const csv = readingsCsv(rows)
    const { port, headers } = targetOf(product)
    await fetch(`http://127.0.0.1:${port}/ingest/readings`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/csv' },
      body: csv,
    })
    await untilRows(product, 'readings', rows)
    await untilRows(product, 'monthly', places * 12)
    const answer = await (await fetch(`http://127.0.0.1:${port}${hotPath}`)).text()
    const bare = await startProgram(process.execPath, [
      fileURLToPath(new URL('./limits/http-answer.ts', import.meta.url)),
      answer,
    ])
    closers.push(() => bare.child.kill())
    const flask = await maybeFlask(csv)
    if (flask) closers.push(() => flask.stop())

    await untilAtRest(product)
    // Both are compiled before they are measured.
    for (const warm of [port, bare.value]) await ask({ port: warm, paths: [hotPath], connections: 16, seconds: 2 })
    const [own, most] = await ratesInTurns([port, bare.value], seconds)
    const cold = await ask({ port, paths: coldPaths, connections: 1, seconds })
    const peer = flask && {
      hot: await ask({ port: flask.port, paths: [hotPath], connections: 16, seconds }),
      cold: await ask({ port: flask.port, paths: coldPaths, connections: 1, seconds }),
    }
    lines.push({
      what: 'endpoint from memory, 16 connections',
      measured: perSecond(own),
      against: `bare Fastify route, the same bytes: ${perSecond(most)}`,
      ratio: own / most,
      aim: '>= 0.8',
      reached: own / most >= 0.8,
    })
    if (peer) {
      lines.push({
        what: 'endpoint from memory, 16 connections',
        measured: perSecond(own),
        against: `Flask + SQLite, indexed, gunicorn: ${perSecond(rateOf(peer.hot))}`,
        ratio: own / rateOf(peer.hot),
        aim: '>= 10',
        reached: own / rateOf(peer.hot) >= 10,
      })
    }
    lines.push({
      what: `endpoint cold over ${rows.toLocaleString('en')} rows`,
      measured: `${ms(cold.latency_ms.p50)} (p99 ${ms(cold.latency_ms.p99)})`,
      against: peer ? `Flask + SQLite, indexed: ${ms(peer.cold.latency_ms.p50)}` : '',
      ...(peer ? { ratio: peer.cold.latency_ms.p50 / cold.latency_ms.p50 } : {}),
      aim: '<= 20 ms',
      reached: cold.latency_ms.p50 <= 20,
    })
    return lines
  } finally {
    for (const close of closers) close()
    await stop()
  }
}

/** What two of them answer per second from memory: a little of each after the other, so that what else the machine does meets both. */
async function ratesInTurns([a, b]: readonly [number, number], seconds: number): Promise<[number, number]> {
  const turns = 5
  const rates: [number[], number[]] = [[], []]
  for (let i = 0; i < turns; i++) {
    for (const [index, port] of [a, b].entries()) {
      rates[index]!.push(rateOf(await ask({ port, paths: [hotPath], connections: 16, seconds: seconds / turns })))
    }
  }
  return [median(rates[0]), median(rates[1])]
}

function rateOf({ answers, seconds, failed }: AskingResult): number {
  if (failed > 0) throw new Error(`${failed} requests were not answered with 200.`)
  return answers / seconds
}

function ask(options: AskingOptions): Promise<AskingResult> {
  const file = fileURLToPath(new URL('./asking.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [file, JSON.stringify(options)], { maxBuffer: 1 << 20 }, (error, stdout) => {
      if (error) reject(error)
      else resolve(JSON.parse(stdout) as AskingResult)
    })
  })
}

/** Days from 2006 on at every place, over and over until there are enough rows. */
function readingsCsv(rows: number): string {
  const lines = ['date,place,mean']
  const start = Date.UTC(2006, 0, 1)
  for (let i = 0; i < rows; i++) {
    const day = new Date(start + (Math.floor(i / places) % 5479) * 86_400_000).toISOString().slice(0, 10)
    lines.push(`${day},P-${String(1 + (i % places)).padStart(2, '0')},${(10 + ((i * 7919) % 1500) / 100).toFixed(2)}`)
  }
  return `${lines.join('\n')}\n`
}
