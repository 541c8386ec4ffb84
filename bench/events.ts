/** Synthetic log events of 256 bytes, the same on every machine: nine fields, a needle in each, free text with numbers and addresses. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const cacheFolder = fileURLToPath(new URL('../.cache/bench', import.meta.url))

export const eventsPerFile = 1_000_000

const words =
  'alpha bravo cart order payment user session token cache index shard upstream timeout retry socket handshake invoice ticket expense receipt image upload worker queue broker topic partition replica leader snapshot backup restore login logout password refresh basket checkout stock price currency email sms push webhook signature certificate route handler middleware controller'.split(
    ' ',
  )
const levels = ['info', 'info', 'info', 'info', 'info', 'info', 'warn', 'warn', 'error', 'debug']
const statuses = [200, 200, 200, 200, 200, 200, 201, 204, 301, 304, 400, 401, 403, 404, 404, 500, 502, 503]

export const firstTime_ms = 1_763_000_000_000
export const step_ms = 120

/** The paths of files of a million events each, written once. */
export function eventFiles(files: number): string[] {
  mkdirSync(cacheFolder, { recursive: true })
  const paths = Array.from({ length: files }, (_, part) => join(cacheFolder, `events-${part}.ndjson`))
  if (paths.every((path) => existsSync(path))) return paths
  const next = generator()
  for (const [part, path] of paths.entries()) {
    const file = openSync(`${path}.new`, 'w')
    let text = ''
    for (let i = 0; i < eventsPerFile; i++) {
      text += next(part * eventsPerFile + i)
      if (text.length > 1 << 20) {
        writeSync(file, text)
        text = ''
      }
    }
    writeSync(file, text)
    closeSync(file)
    renameSync(`${path}.new`, path)
  }
  return paths
}

function generator(): (n: number) => string {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  const random = () => {
    a ^= a << 13
    a ^= a >>> 17
    a ^= a << 5
    b = (b + 0x6d2b79f5) | 0
    let t = Math.imul(b ^ (b >>> 15), 1 | b)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14) ^ a) >>> 0
  }
  const below = (n: number) => random() % n
  const word = () => words[below(words.length)]
  return (n) => {
    const level = levels[below(10)]
    const head = `{"_time":"${new Date(firstTime_ms + n * step_ms).toISOString()}","level":"${level}","service":"svc-${below(30)}","host":"node-${below(12)}"`
    const numbers = `"status":${statuses[below(18)]},"duration_ms":${below(200000) / 100}`
    const trace = (random().toString(16) + random().toString(16) + random().toString(16)).padEnd(24, '0')
    const message = `${word()} ${word()} ${level === 'error' ? 'failed' : 'finished'} for ${word()} ${below(1000000)} in ${below(5000)} ms from 10.${below(256)}.${below(256)}.${below(256)}`
    return `${head},${numbers},"trace_id":"${trace}","user_id":${below(200000)},"_msg":"${message}"}\n`
  }
}
