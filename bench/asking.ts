/**
 * Asks for paths again and again over plain sockets, and reads answers only as far as their status. Run as a process of its own:
 * `node asking.ts '<json>'` prints one JSON line.
 */
import { connect } from 'node:net'
import { statusesOf } from './load.ts'

export interface AskingOptions {
  readonly port: number
  /** Asked for in turn, each by one connection at a time. */
  readonly paths: readonly string[]
  readonly connections: number
  readonly seconds: number
}

export interface AskingResult {
  readonly answers: number
  readonly seconds: number
  readonly failed: number
  readonly latency_ms: { readonly p50: number; readonly p99: number }
}

async function main({ port, paths, connections, seconds }: AskingOptions): Promise<AskingResult> {
  const requests = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`))
  const start = performance.now()
  const deadline = start + seconds * 1000
  const latencies: number[] = []
  let next = 0
  let failed = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < deadline) {
        const socket = connect(port, '127.0.0.1').on('error', () => {})
        socket.setNoDelay(true)
        const answers = statusesOf(socket)
        while (performance.now() < deadline) {
          const begin = performance.now()
          socket.write(requests[next++ % requests.length]!)
          const { value: status, done } = await answers.next()
          // Some servers close a connection after so many answers.
          if (done) break
          latencies.push(performance.now() - begin)
          if (status !== 200) failed++
        }
        socket.destroy()
      }
    }),
  )
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return {
    answers: latencies.length - failed,
    failed,
    seconds: (performance.now() - start) / 1000,
    latency_ms: { p50: at(0.5), p99: at(0.99) },
  }
}

if (process.argv[1] === import.meta.filename) {
  process.stdout.write(`${JSON.stringify(await main(JSON.parse(process.argv[2]!) as AskingOptions))}\n`)
  process.exit(0)
}
