/** A server of map tiles as they are found in the world: one that answers, and some that do not as they should. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { crc32, deflateSync } from 'node:zlib'

/** Of its tiles; darker at their edges. */
export const tileColor = [70, 150, 90] as const

const side = 256
const large_bytes = 5 << 20

/** By the first piece of the path. */
const manners: Readonly<Record<string, (response: ServerResponse) => void>> = {
  good: (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(tile),
  slow: (response) => setTimeout(() => manners.good!(response), 30),
  html: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<script>alert(1)</script>'),
  disguised: (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('<svg onload="alert(1)"/>'),
  absent: (response) => response.writeHead(404).end(),
  large: (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.concat([tile, filling])),
  busy: (response) => response.writeHead(503, { 'retry-after': '60' }).end(),
  moved: (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
  silent: () => {},
}

export class TileServer {
  readonly seen: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = []
  /** At the same time. */
  most = 0
  #now = 0
  #server: Server | undefined

  /** Listens on the port that it had, if it listened before. */
  async listen(port = 0): Promise<string> {
    this.#server = createServer((request, response) => {
      this.seen.push({ path: request.url!, headers: request.headers })
      this.most = Math.max(this.most, ++this.#now)
      response.on('close', () => this.#now--)
      const manner = manners[request.url!.split('/')[1]!]
      // What comes at the same time is seen to.
      setImmediate(() => (manner ?? manners.absent!)(response))
    })
    await new Promise<void>((resolve) => this.#server!.listen(port, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }
}

function pixels(): Buffer {
  const rows = Array.from({ length: side }, (_, y) => {
    const row = Buffer.alloc(1 + side * 3)
    for (let x = 0; x < side; x++) {
      const isEdge = x === 0 || y === 0
      row.set(isEdge ? tileColor.map((value) => value - 50) : tileColor, 1 + x * 3)
    }
    return row
  })
  return Buffer.concat(rows)
}

/** PNG, third edition: https://www.w3.org/TR/png-3/ */
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function header(): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(side, 0)
  data.writeUInt32BE(side, 4)
  data.set([8, 2], 8)
  return data
}

/** The picture that it answers with. */
export const tile = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  chunk('IHDR', header()),
  chunk('IDAT', deflateSync(pixels())),
  chunk('IEND', Buffer.alloc(0)),
])
const filling = Buffer.alloc(large_bytes)
