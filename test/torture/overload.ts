/**
 * Five times what it can take: a thousand connections that never stop, bodies that trickle, ten thousand requests of one record opened
 * at once. Memory stays bounded, what is refused is refused explicitly, goodput holds, and soon afterwards all is as before.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type GroupMemory, memoryOf } from '../support/process-group.ts'
import { Product, temporaryProject } from '../support/product.ts'
import type { TortureResult } from './torture.ts'

const yaml = `name: overload
streams:
  events: {}
datasets:
  events: {}
`

/** All but merging: while bodies flood in, and with ten thousand connections at once. And merging, whose engine has 512 MB. */
const memoryLimit_bytes = { flood: 2 ** 30, singles: 1.5 * 2 ** 30 }
const mergingLimit_bytes = 768 * 2 ** 20
const goodputShare = 0.9

export async function overload({
  seconds,
  connections,
  requests,
  isTimed = true,
}: {
  seconds: number
  connections: number
  requests: number
  /** Whether goodput is held against its peak: where nothing else uses the machine. */
  isTimed?: boolean
}): Promise<TortureResult> {
  const { folder, remove } = await temporaryProject(yaml)
  const product = new Product(folder)
  const violations: string[] = []
  try {
    await product.start()
    const body = Buffer.from('{"level":"info","text":"0123456789 0123456789 0123456789"}\n'.repeat(1000))
    const peak = await flood(product, 16, seconds, body, 1000)
    const nothing: GroupMemory = { bytes: 0, merging: 0, processes: {} }
    const most = { flood: nothing, singles: nothing }
    let phase: keyof typeof most = 'flood'
    let mostMerging = 0
    const watching = setInterval(() => {
      const memory = memoryOf(product.group)
      if (memory.bytes > most[phase].bytes) most[phase] = memory
      mostMerging = Math.max(mostMerging, memory.merging)
    }, 250)
    const loris = trickle(product, 100)
    const under = await flood(product, connections, seconds, body, 1000)
    const large = await flood(
      product,
      connections,
      seconds,
      Buffer.concat(Array.from({ length: 16 }, () => body)),
      16_000,
    )
    phase = 'singles'
    const single = await openAtOnce(product, requests)
    loris.stop()
    clearInterval(watching)

    if (isTimed && under.goodput < peak.goodput * goodputShare)
      violations.push(`goodput fell from ${Math.round(peak.goodput)}/s to ${Math.round(under.goodput)}/s`)
    const strange = [...under.strange, ...large.strange]
    if (strange.length > 0)
      violations.push(`answers that are neither yes nor an explicit refusal: ${[...new Set(strange)].join(', ')}`)
    for (const name of ['flood', 'singles'] as const) {
      if (most[name].bytes <= memoryLimit_bytes[name]) continue
      violations.push(`memory rose to ${megabytes(most[name].bytes)}: ${JSON.stringify(most[name].processes)}`)
    }
    if (mostMerging > mergingLimit_bytes) violations.push(`merging took ${megabytes(mostMerging)}`)
    if (single.unanswered.length > 0) {
      const why = [...new Set(single.unanswered)].join(', ')
      violations.push(`${single.unanswered.length} of ${requests} open requests were never answered: ${why}`)
    }

    const start = performance.now()
    await product.untilStored(60_000)
    const after = await flood(product, 16, Math.min(seconds, 3), body, 1000)
    const back_s = (performance.now() - start) / 1000
    if (isTimed && after.goodput < peak.goodput * goodputShare * 0.8)
      violations.push(`not back to normal: ${Math.round(after.goodput)}/s of ${Math.round(peak.goodput)}/s`)
    await product.untilStored(60_000)

    const [row] = await product.rows<{ n: number }>('select count(*) as n from events')
    const acknowledged =
      peak.acknowledged + under.acknowledged + large.acknowledged + after.acknowledged + single.acknowledged
    // A request whose answer was cut off at the end of a flood may have been stored all the same.
    if (Number(row!.n) < acknowledged)
      violations.push(`${acknowledged - Number(row!.n)} acknowledged records are missing`)
    const figure = `peak ${Math.round(peak.goodput)}/s, with ${connections} connections ${Math.round(under.goodput)}/s, with bodies of 1 MB ${Math.round(large.goodput)}/s, ${under.refused + large.refused} requests refused, at most ${megabytes(most.flood.bytes)}, with ${requests} connections ${megabytes(most.singles.bytes)} (and ${megabytes(mostMerging)} for merging), back after ${back_s.toFixed(1)} s`
    return { figure, violations }
  } finally {
    await product.stop()
    await remove()
  }
}

interface Flood {
  /** Acknowledged records a second. */
  goodput: number
  acknowledged: number
  /** Requests answered with 429 or 503. */
  refused: number
  strange: string[]
}

async function flood(
  product: Product,
  connections: number,
  seconds: number,
  body: Buffer,
  recordsPerBody: number,
): Promise<Flood> {
  const { url, token } = product.connection()
  const head = `POST /ingest/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/x-ndjson\r\ncontent-length: ${body.length}\r\n\r\n`
  const request = Buffer.concat([Buffer.from(head), body])
  const flood: Flood = { goodput: 0, acknowledged: 0, refused: 0, strange: [] }
  const start = performance.now()
  const isOver = () => performance.now() - start > seconds * 1000
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (!isOver()) {
        const status = await ask(Number(new URL(url).port), request, seconds * 1000 + 15_000)
        if (status === 200) flood.acknowledged += recordsPerBody
        else if (status === 429 || status === 503) {
          flood.refused++
          await new Promise((resolve) => setTimeout(resolve, 200))
        } else if (!isOver()) flood.strange.push(String(status))
      }
    }),
  )
  flood.goodput = flood.acknowledged / ((performance.now() - start) / 1000)
  return flood
}

/** One request on a connection of its own: the status, or why there was none. */
function ask(port: number, request: Buffer, timeout_ms: number): Promise<number | string> {
  return askOn(connect(port, '127.0.0.1'), request, timeout_ms)
}

function askOn(socket: Socket, request: Buffer, timeout_ms: number): Promise<number | string> {
  return new Promise((resolve) => {
    socket.setTimeout(timeout_ms, () => finish('timeout'))
    socket.once('data', (data) => finish(Number(data.toString('latin1', 9, 12))))
    socket.once('error', (error) => finish((error as NodeJS.ErrnoException).code ?? 'error'))
    socket.once('close', () => finish('closed'))
    socket.write(request)
    function finish(result: number | string) {
      socket.destroy()
      resolve(result)
    }
  })
}

/** Connections that promise a body and send a byte now and then. */
function trickle(product: Product, count: number): { stop(): void } {
  const { url, token } = product.connection()
  const sockets: Socket[] = Array.from({ length: count }, () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      `POST /ingest/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/x-ndjson\r\ncontent-length: 1000000\r\n\r\n`,
    )
    return socket
  })
  const timer = setInterval(() => {
    for (const socket of sockets) if (!socket.destroyed) socket.write('{')
  }, 500)
  return {
    stop() {
      clearInterval(timer)
      for (const socket of sockets) socket.destroy()
    },
  }
}

/**
 * So many connections, all of them open, each with a request of one record at the same moment. They are opened in groups: more at once than
 * the system's queue holds (`net.core.somaxconn`) are reset by the system, and the product never hears of them.
 */
async function openAtOnce(product: Product, requests: number): Promise<{ unanswered: string[]; acknowledged: number }> {
  const { url, token } = product.connection()
  const body = '{"single":1}\n'
  const request = Buffer.from(
    `POST /ingest/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/x-ndjson\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
  const sockets: Socket[] = []
  while (sockets.length < requests) {
    const group = Array.from({ length: Math.min(500, requests - sockets.length) }, () =>
      connect(Number(new URL(url).port), '127.0.0.1'),
    )
    await Promise.all(group.map((socket) => once(socket, 'connect')))
    sockets.push(...group)
    // Whoever answers has accepted what came before.
    await product.isReady()
  }
  const statuses = await Promise.all(sockets.map((socket) => askOn(socket, request, 60_000)))
  return {
    unanswered: statuses.filter((status) => typeof status === 'string'),
    acknowledged: statuses.filter((status) => status === 200).length,
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`
}
