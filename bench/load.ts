/**
 * A load generator that costs little: plain sockets, requests built beforehand, answers read only as far as their status. Run as a
 * process of its own: `node load.ts '<json>'` prints one JSON line.
 */
import { openSync, readSync } from 'node:fs'
import { connect, type Socket } from 'node:net'

export interface LoadOptions {
  port: number
  path: string
  headers: Record<string, string>
  /** NDJSON files; bodies are cut from them in order and begin again at the end. */
  files: string[]
  recordsPerRequest: number
  connections: number
  /** Stops after this many records, or after this time. */
  records?: number
  seconds?: number
  /** Records per second at most. */
  pace?: number
}

export interface LoadResult {
  records: number
  seconds: number
  refused: number
  latency_ms: { p50: number; p99: number }
  cpu_s: number
}

async function main(options: LoadOptions): Promise<LoadResult> {
  const bodies = cutBodies(options)
  const requests = bodies.map((body) => {
    const head = Object.entries({ host: 'localhost', 'content-length': String(body.length), ...options.headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    )
    return Buffer.concat([Buffer.from(`POST ${options.path} HTTP/1.1\r\n${head.join('')}\r\n`), body])
  })
  const wanted = options.records ?? Number.POSITIVE_INFINITY
  const deadline = performance.now() + (options.seconds ?? 3600) * 1000
  const start = performance.now()
  const latencies: number[] = []
  let next = 0
  let sent = 0
  let acknowledged = 0
  let refused = 0
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const socket = connect(options.port, '127.0.0.1')
      socket.setNoDelay(true)
      const answers = statusesOf(socket)
      while (sent < wanted && performance.now() < deadline) {
        if (options.pace !== undefined) {
          const due = start + (sent / options.pace) * 1000
          if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
        }
        sent += options.recordsPerRequest
        const begin = performance.now()
        socket.write(requests[next++ % requests.length]!)
        const { value: status } = await answers.next()
        latencies.push(performance.now() - begin)
        if (status !== undefined && status >= 200 && status < 300) acknowledged += options.recordsPerRequest
        else refused += options.recordsPerRequest
      }
      socket.destroy()
    }),
  )
  latencies.sort((x, y) => x - y)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  const cpu = process.cpuUsage()
  return {
    records: acknowledged,
    refused,
    seconds: (performance.now() - start) / 1000,
    latency_ms: { p50: at(0.5), p99: at(0.99) },
    cpu_s: (cpu.user + cpu.system) / 1e6,
  }
}

function cutBodies({ files, recordsPerRequest, records }: LoadOptions): Buffer[] {
  const bodies: Buffer[] = []
  // Distinct records as far as memory allows: 1 GB of bodies.
  const most = Math.min(records ?? Number.POSITIVE_INFINITY, 4_000_000)
  for (const path of files) {
    const file = openSync(path, 'r')
    const piece = Buffer.alloc(64 << 20)
    let rest = Buffer.alloc(0)
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      const bytes = Buffer.concat([rest, piece.subarray(0, read)])
      let start = 0
      for (;;) {
        let end = start
        let lines = 0
        while (lines < recordsPerRequest) {
          const newline = bytes.indexOf(10, end)
          if (newline === -1) break
          end = newline + 1
          lines++
        }
        if (lines < recordsPerRequest) break
        bodies.push(bytes.subarray(start, end))
        start = end
        if (bodies.length * recordsPerRequest >= most) return bodies
      }
      rest = Buffer.from(bytes.subarray(start))
    }
  }
  return bodies
}

export async function* statusesOf(socket: Socket): AsyncGenerator<number> {
  let text = ''
  for await (const part of socket) {
    text += (part as Buffer).toString('latin1')
    for (;;) {
      const headEnd = text.indexOf('\r\n\r\n')
      if (headEnd === -1) break
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (text.length < headEnd + 4 + length) break
      const status = Number(text.slice(9, 12))
      text = text.slice(headEnd + 4 + length)
      yield status
    }
  }
}

if (process.argv[1] === import.meta.filename) {
  const result = await main(JSON.parse(process.argv[2]!) as LoadOptions)
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exit(0)
}
