/** How fast the formats read, in MB of input a second: `node_modules/.bin/node bench/formats.ts [megabytes]`. */
import { createFormats } from '../src/formats/open.ts'

const megabytes = Number(process.argv[2] ?? 64)
const piece_bytes = 256 << 10

const event = (i: number) =>
  `{"@timestamp":"2026-01-01T00:00:${String(i % 60).padStart(2, '0')}Z","service":"shop","level":"info","message":"GET /cart/${i} 200 in ${i % 97} ms","duration_ms":${i % 97}.5,"trace":"${(i * 2654435761).toString(16).padStart(16, '0')}","user":${i}}\n`
const access = (i: number) =>
  `10.0.${i % 256}.7 - - [17/May/2026:10:05:${String(i % 60).padStart(2, '0')} +0000] "GET /presentations/img-${i}.png HTTP/1.1" 200 ${i} "http://example.org/" "Mozilla/5.0 (X11; Linux x86_64)"\n`
const row = (i: number) =>
  `2026-01-01 00:00:00,${i % 31}.${i % 10},2477.${i % 100},${i},station-${i % 20},true,"a ""quoted"" field",${i % 7}\n`

const inputs: [format: string, options: Record<string, unknown>, text: (i: number) => string, head?: string][] = [
  ['ndjson', {}, event],
  ['lines', {}, access],
  ['json', {}, event],
  ['csv', {}, row, 'date,temperature,level,flow,station,valid,note,depth\n'],
  ['csv', { types: false }, row, 'date,temperature,level,flow,station,valid,note,depth\n'],
]

const formats = createFormats({ record_bytes: 16 << 20 })
for (const [name, options, text, head = ''] of inputs) {
  const block = Buffer.from(Array.from({ length: 20_000 }, (_, i) => text(i)).join(''))
  const input = Buffer.concat([Buffer.from(head), ...Array(Math.ceil((megabytes << 20) / block.length)).fill(block)])
  const format = await formats.open(name, options)
  let best = Number.POSITIVE_INFINITY
  let records = 0
  for (let round = 0; round < 3; round++) {
    records = 0
    const reader = format.reader()
    const start = performance.now()
    for (let at = 0; at < input.length; at += piece_bytes) {
      for (const batch of reader.push(input.subarray(at, at + piece_bytes))) records += batch.count
    }
    for (const batch of reader.end()) records += batch.count
    best = Math.min(best, performance.now() - start)
  }
  const rate = input.length / 1e6 / (best / 1000)
  console.log(
    `${name.padEnd(7)} ${JSON.stringify(options).padEnd(16)} ${rate.toFixed(0).padStart(6)} MB/s  ${(records / best).toFixed(0).padStart(6)} thousand records/s`,
  )
}
