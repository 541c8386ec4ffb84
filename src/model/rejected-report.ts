/** What the API tells of rejected records. */

export interface RejectedHolder {
  /** The dataset with the rejected records. */
  readonly dataset: string
  /** The dataset that rejected them; none when a function did. */
  readonly of?: string
  readonly records: number
  readonly open: number
}

/** `replaying`: on its way, or cut off by a crash and looked for at the next start. */
export type FateName = 'replaying' | 'replayed' | 'discarded'

export interface Fate {
  readonly fate: FateName
  /** ISO 8601. */
  readonly at: string
  /** The name of the token. */
  readonly by: string
  /** Why it was discarded, or how it was changed. */
  readonly reason?: string
  /** Where it was replayed to, and the offset that it has there. */
  readonly stream?: string
  readonly replayed_as?: number
  /** It was changed before it was replayed. */
  readonly edited?: true
}

export interface RejectedReport {
  /** `<dataset>:<offset>`, for the commands. */
  readonly id: string
  readonly offset: number
  readonly received: string
  readonly reason: string | null
  readonly source: string | null
  readonly line: number | null
  /** It was replayed before, as this one: source, line and request are those of the first. */
  readonly replay_of?: string
  readonly request: string | null
  /** The function that refused it. */
  readonly function: string | null
  /** The stream that it came from, as its record says. */
  readonly stream: string | null
  readonly text: string | null
  /** Base64; none when a function refused it: its text is all there is. */
  readonly bytes: string | null
  readonly fate: Fate | null
}

/** What became of replayed records a moment later. */
export interface Outcome {
  /** The dataset stored them, or the function took them. */
  readonly accepted: number
  readonly rejected: number
  /** Nobody has looked at them yet. */
  readonly waiting: number
  /** Of the first ones that were rejected again: what was replayed, what it is now, and why. */
  readonly again: readonly { readonly id: string; readonly as: string; readonly reason: string | null }[]
}

export interface Replayed {
  replayed: number
  /** Left as they are: their text is no JSON object, or something was done with them already. */
  skipped: number
  readonly problems: { readonly id: string; readonly message: string }[]
  /** Of the first ones, what they are now. */
  readonly records: { readonly id: string; readonly stream: string; readonly offset: number }[]
  outcome?: Outcome
}

/** Rejected records that differ in nothing but the values that their reasons quote. */
export interface ReasonCount {
  /** Without these values: `cannot read mean "…": expecting -5 to 45`. */
  readonly reason: string | null
  readonly count: number
  /** The whole reason of one of them. */
  readonly example: string | null
}
