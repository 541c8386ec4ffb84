/**
 * A channel tells people or programs what a monitor found. It is one function: it returns once the other side has taken the notice,
 * and throws otherwise: `unavailable` and its kin are tried again with back-off, any other UserError is final and ends in the
 * list of dead letters. Delivery is at least once: the same notice may come again with the same `id`.
 */
import type { Static, TObject } from 'typebox'
import { UserError } from '../lib/errors.ts'
import type { Notice, NoticeFile } from '../model/notice.ts'

export interface ChannelContext {
  /** Aborted when the product stops, or when the other side takes too long. */
  readonly signal: AbortSignal
  readonly now: () => Date
  /** Hides secrets; what the other side says may repeat them, and must pass here before it is cut. */
  readonly redact: (text: string) => string
  /** What a file of the notice holds. */
  readonly bytesOf: (file: NoticeFile) => Uint8Array
  /** What `open` gives is kept for the notices that follow, such as a connection; it is closed with the channel. */
  readonly keep: <Kept extends Disposable>(open: () => Kept) => Kept
}

/** The other side says when it will listen again. */
export class LaterError extends UserError {
  readonly pause_ms: number

  constructor(message: string, pause_ms: number) {
    super('overloaded', message, { hint: 'It is tried again when the other side said.' })
    this.pause_ms = pause_ms
  }
}

export interface ChannelDeclaration<Options extends TObject = TObject> {
  readonly name: string
  /** One sentence with a full stop. */
  readonly summary: string
  readonly options: Options
  /** Options that the contract test and the docs use; secrets as `${NAME}`. */
  readonly example: Static<Options>
  /** Its notices open and close incidents: they are never collected into one message. */
  readonly isSingle?: boolean
  /** It sends the files of a notice with it; only such a channel is given any. */
  readonly takesFiles?: boolean
  send(options: Static<Options>, notice: Notice, context: ChannelContext): Promise<void>
}

/** Declares a channel; the types of its options follow from their schema. */
export function defineChannel<Options extends TObject>(
  declaration: ChannelDeclaration<Options>,
): ChannelDeclaration<Options> {
  return declaration
}

/** Marks an option whose value opens a door: it stands in the environment or in `.env`, never in the project file. */
export const secret = { writeOnly: true } as const

/** Marks an option that is a template over what `model/notice-values.ts` has of a notice; in HTML each value is escaped. */
export const template = {
  text: { contentMediaType: 'text/x-liquid' },
  html: { contentMediaType: 'text/html' },
} as const

/** How a secret is written in the project file: `${SMTP_PASSWORD}`. */
export function variable(name: string): string {
  return `\${${name}}`
}
