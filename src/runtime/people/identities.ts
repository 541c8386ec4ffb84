/** Who sent a request, by what came with it. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Caller } from '../access.ts'
import type { Tokens } from '../tokens.ts'

export class Identities {
  readonly #tokens: Tokens

  constructor(tokens: Tokens) {
    this.#tokens = tokens
  }

  /** Undefined for nobody, and for credentials that are not valid. */
  callerOf({ authorization }: IncomingHttpHeaders): Caller | undefined {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
    return token === undefined ? undefined : this.#tokens.callerOf(token)
  }
}
