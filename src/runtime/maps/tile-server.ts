/** Asks somebody else's server for tiles: few at a time, no tile twice at once, and not again and again when it does not answer. */
import { messageOf, UserError } from '../../lib/errors.ts'
import { Slots } from '../../lib/slots.ts'
import { placeOfTile, type Tile } from '../../model/tile.ts'
import { maybePicture, mostTile_bytes, type TilePicture } from './tile-picture.ts'

export interface TileServerParts {
  /** How the map is called in sentences: `map "streets"`. */
  readonly owner: string
  /** With {z}, {x} and {y}; it may hold a key, and is told to nobody. */
  readonly template: string
  readonly version: string
  /** For one tile. */
  readonly patience_ms?: number
  /** Until a server that did not answer is asked again. */
  readonly rest_ms?: number
}

const atOnce = 4
const mostWaiting = 400
const standardPatience_ms = 10_000
const standardRest_ms = 10_000
const longestRest_ms = 600_000
/** Until a tile that there was none of is asked for again. */
const missing_ms = 3_600_000
const mostMissing = 10_000

export class TileServer {
  readonly #parts: TileServerParts
  readonly #slots = new Slots(atOnce)
  readonly #asked = new Map<string, Promise<TilePicture>>()
  /** Until when. */
  readonly #missing = new Map<string, number>()
  #rest: { readonly until_ms: number; readonly error: UserError } | undefined

  constructor(parts: TileServerParts) {
    this.#parts = parts
  }

  /** Throws `not_found` for a tile that there is none of, and `unavailable` where it cannot be had now. */
  async ask(tile: Tile): Promise<TilePicture> {
    const url = placeOfTile(this.#parts.template, tile)
    if ((this.#missing.get(url) ?? 0) > performance.now()) throw this.#none()
    const asked = this.#asked.get(url)
    if (asked) return asked
    if (this.#asked.size >= mostWaiting) {
      throw new UserError('overloaded', `cannot get tile of ${this.#parts.owner}: too many are asked for at once`, {
        hint: 'Try again in a few seconds.',
      })
    }
    const asking = this.#inTurn(url).finally(() => this.#asked.delete(url))
    this.#asked.set(url, asking)
    return asking
  }

  async #inTurn(url: string): Promise<TilePicture> {
    using _ = await this.#slots.enter()
    if (this.#rest && this.#rest.until_ms > performance.now()) throw this.#rest.error
    this.#rest = undefined
    // The slot is held until it is there.
    return await this.#fetch(url)
  }

  async #fetch(url: string): Promise<TilePicture> {
    const { version, patience_ms = standardPatience_ms } = this.#parts
    const signal = AbortSignal.timeout(patience_ms)
    let answer: Response
    let bytes: Uint8Array | undefined
    try {
      // Another place is not the one that was declared.
      answer = await fetch(url, { headers: { 'user-agent': `Caudal/${version}` }, redirect: 'manual', signal })
      bytes = answer.status === 200 ? await bodyOf(answer) : undefined
      if (!bytes) await answer.body?.cancel()
    } catch (error) {
      const why = signal.aborted ? `its server did not answer within ${patience_ms / 1000} s` : causeOf(error)
      throw this.#resting(why, 'Check the address of its tiles, and that this machine reaches it.')
    }
    const { status, headers } = answer
    if (status === 404 || status === 410 || status === 204) {
      if (this.#missing.size >= mostMissing) this.#missing.clear()
      this.#missing.set(url, performance.now() + missing_ms)
      throw this.#none()
    }
    if (status >= 300 && status < 400) {
      throw this.#resting('its server sends elsewhere', 'Write the address that it leads to.')
    }
    if (status !== 200) {
      const pause_ms = Number(headers.get('retry-after') ?? 0) * 1000
      const hint = 'Check the address of its tiles, and the key in it, if it needs one.'
      throw this.#resting(`its server answered ${status}`, hint, pause_ms)
    }
    const picture = bytes && maybePicture(bytes)
    if (picture) return picture
    const kind = (headers.get('content-type') ?? 'something').replace(/;.*/, '').slice(0, 60)
    throw this.#refused(
      bytes ? `its server sent ${kind} rather than a picture` : `a tile has more than ${mostTile_bytes >> 20} MB`,
      'Check the address of its tiles: expecting PNG, JPEG or WebP.',
    )
  }

  #none(): UserError {
    return new UserError('not_found', `cannot get tile of ${this.#parts.owner}: there is none here`, {
      hint: 'Look from farther away, or elsewhere.',
    })
  }

  #refused(why: string, hint: string): UserError {
    return new UserError('unavailable', `cannot get tile of ${this.#parts.owner}: ${why}`, { hint })
  }

  /** Whoever waits is told the same. */
  #resting(why: string, hint: string, pause_ms = 0): UserError {
    const error = this.#refused(why, hint)
    const { rest_ms = standardRest_ms } = this.#parts
    const asked_ms = Number.isFinite(pause_ms) ? Math.min(pause_ms, longestRest_ms) : 0
    this.#rest = { until_ms: performance.now() + Math.max(rest_ms, asked_ms), error }
    return error
  }
}

/** Undefined for one that is too large: an answer may have no end. */
async function bodyOf({ body }: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop closes the connection.
  for await (const part of body ?? []) {
    parts.push(part)
    bytes += part.length
    if (bytes > mostTile_bytes) return undefined
  }
  return Buffer.concat(parts)
}

/** `fetch` hides the reason behind "fetch failed", and reasons may hold the address: only their code is told. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause
  const code = first instanceof Error && 'code' in first ? String(first.code) : messageOf(first).slice(0, 40)
  return `its server cannot be reached (${code})`
}
