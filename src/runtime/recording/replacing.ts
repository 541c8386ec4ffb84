/** Replaces in records what nobody else is to see, and tells what it replaced. */
import { isJsonObject, type JsonRecord } from '../../model/record.ts'
import type { Replacement } from '../../model/recording.ts'
import { hideSecrets, isSecretName } from '../../model/secret-text.ts'
import { hideFinds, standInFor } from '../../model/stand-in.ts'

export interface ReplacingOptions {
  /** Stand-ins follow from it. */
  readonly key: string
  /** Names of fields, or their ways (`user.name`): every value in them is replaced. */
  readonly fields: readonly string[]
  /** Puts something else in the place of the project's secrets. */
  readonly redact: (text: string, standIn: (secret: string) => string) => string
}

export class Replacing {
  readonly #options: ReplacingOptions
  readonly #counts = new Map<string, Map<Replacement['what'], number>>()

  constructor(options: ReplacingOptions) {
    this.#options = options
  }

  record(record: JsonRecord): JsonRecord {
    return this.#object(record, '', undefined)
  }

  get replaced(): Replacement[] {
    return [...this.#counts].flatMap(([field, counts]) =>
      [...counts].map(([what, values]) => ({ field, what, values })),
    )
  }

  /** `why`: all that lies in it is replaced. */
  #object(object: JsonRecord, way: string, why: Replacement['what'] | undefined): JsonRecord {
    return Object.fromEntries(
      Object.entries(object).map(([name, value]) => {
        // A name may be a value itself: an address by which things are counted.
        const shown = this.#name(name, way)
        const field = way === '' ? shown : `${way}.${shown}`
        return [shown, this.#value(value, field, why ?? this.#whyOf(name, way === '' ? name : `${way}.${name}`))]
      }),
    )
  }

  #name(name: string, way: string): string {
    const { key, redact } = this.#options
    const kinds: Replacement['what'][] = []
    const open = redact(name, (secret) => {
      kinds.push('secret')
      return standInFor(secret, key)
    })
    const shown = hideFinds(open, key, (kind) => kinds.push(kind))
    for (const kind of kinds) this.#count(way === '' ? shown : `${way}.${shown}`, kind)
    return shown
  }

  #whyOf(name: string, field: string): Replacement['what'] | undefined {
    const { fields } = this.#options
    if (fields.includes(name) || fields.includes(field)) return 'private'
    return isSecretName(name) ? 'secret' : undefined
  }

  #value(value: unknown, field: string, why: Replacement['what'] | undefined): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#value(item, field, why))
    if (isJsonObject(value)) return this.#object(value, field, why)
    if (typeof value === 'string') return this.#text(value, field, why)
    if (typeof value === 'number' || typeof value === 'bigint') return this.#number(value, field, why)
    return value
  }

  #text(text: string, field: string, why: Replacement['what'] | undefined): string {
    const { key, redact } = this.#options
    if (text === '') return text
    if (why) {
      this.#count(field, why)
      return standInFor(text, key)
    }
    const standIn = (secret: string) => {
      this.#count(field, 'secret')
      return standInFor(secret, key)
    }
    return hideFinds(hideSecrets(redact(text, standIn), standIn), key, (kind) => this.#count(field, kind))
  }

  #number(number: number | bigint, field: string, why: Replacement['what'] | undefined): number | bigint {
    const text = String(number)
    const shown = this.#text(text, field, why)
    if (shown === text) return number
    // With an exponent there is no shape to keep.
    if (/[a-z]/i.test(text)) return 0
    // A number that begins with a nought would be shorter.
    const whole = shown.replace(/^(-?)0(?=\d)/, '$11')
    return typeof number === 'bigint' ? BigInt(whole) : Number(whole)
  }

  #count(field: string, what: Replacement['what']): void {
    const counts = this.#counts.get(field) ?? new Map<Replacement['what'], number>()
    counts.set(what, (counts.get(what) ?? 0) + 1)
    this.#counts.set(field, counts)
  }
}
