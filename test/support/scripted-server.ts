/** A server that answers as the test says: for refusals, broken connections and other things that a healthy product does not do. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Answers one request; the last step answers all that follow. */
export type Step = (response: ServerResponse, seen: Seen) => void | Promise<void>

export class ScriptedServer {
  readonly seen: Seen[] = []
  readonly #server: Server

  constructor(steps: readonly Step[]) {
    this.#server = createServer(async (request, response) => {
      const body = await buffer(request)
      const seen = { method: request.method!, path: request.url!, headers: request.headers, body }
      this.seen.push(seen)
      await steps[Math.min(this.seen.length, steps.length) - 1]!(response, seen)
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

/** The connection breaks instead of an answer. */
export const breakOff: Step = (response) => {
  response.socket?.resetAndDestroy()
}
