/** The other side of channels that speak HTTP: keeps what it gets, and refuses when it is told to. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { OtherSide } from './channel.contract.ts'

export interface Posted {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** How a server differs from others. */
interface Manner {
  readonly answer?: string
  /** What a body says. */
  readonly textOf?: (body: string) => string
}

export class HttpSide implements OtherSide {
  readonly posted: Posted[] = []
  readonly #server
  readonly #optionsOf: (url: string) => object
  readonly #textOf: (body: string) => string
  #url = ''
  #status = 200
  #refusal: { readonly headers: Record<string, string>; readonly answer: string } = { headers: {}, answer: '' }

  private constructor(optionsOf: (url: string) => object, { answer = 'ok', textOf = jsonText }: Manner) {
    this.#optionsOf = optionsOf
    this.#textOf = textOf
    this.#server = createServer(async (request, response) => {
      const body = (await buffer(request)).toString()
      if (this.#status === 200) this.posted.push({ path: request.url!, headers: request.headers, body })
      const refusal = this.#status === 200 ? { headers: {}, answer } : this.#refusal
      response.writeHead(this.#status, refusal.headers).end(refusal.answer)
    })
  }

  static async open(optionsOf: (url: string) => object, manner: Manner = {}): Promise<HttpSide> {
    const side = new HttpSide(optionsOf, manner)
    await new Promise<void>((resolve) => side.#server.listen(0, '127.0.0.1', resolve))
    side.#url = `http://127.0.0.1:${(side.#server.address() as AddressInfo).port}`
    return side
  }

  get options(): object {
    return this.#optionsOf(this.#url)
  }

  received(): string[] {
    return this.posted.map(({ body }) => this.#textOf(body))
  }

  refuse(how: 'passing' | 'final', headers: Record<string, string> = {}, answer = 'not now'): void {
    this.#status = how === 'passing' ? 503 : 400
    this.#refusal = { headers, answer }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** The texts that are in the JSON, wherever they are. */
function jsonText(body: string): string {
  return textsIn(JSON.parse(body)).join('\n')
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
