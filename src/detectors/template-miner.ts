/**
 * Tells messages apart by their templates: `cannot connect to <*> after <*> s`. Its length and its first word lead each message to the
 * few templates that it may have, so that a stream of any length is looked at once (He, Zhu, Zheng, Lyu: Drain, ICWS 2017).
 */

/** What stands in a template where its messages differ. */
export const wildcard = '<*>'

export interface Template {
  readonly id: number
  readonly text: string
}

interface Group {
  readonly id: number
  tokens: string[]
}

/** Messages of one length: their groups by the first token. */
type Branch = Map<string, Group[]>

/** So much of a template's tokens has to be the same. */
const leastSimilarity = 0.6
/** Where more different tokens than this come first, messages differ there. */
const branchCap = 40
/** A message is compared with so many templates at most: texts without patterns cost no more than others. */
const leafCap = 200
/** Of a longer message its beginning is what tells it apart. */
const tokenCap = 80

/** What differs by its nature: ids, addresses, times, numbers. */
const variable =
  /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b0x[0-9a-f]+\b|\b(?=[a-f]*\d)[0-9a-f]{8,}\b|\d+(?:[-:.,T]\d+)*(?:Z\b)?/gi

export class TemplateMiner {
  readonly #lengths = new Map<number, Branch>()
  readonly #groups: Group[] = []
  readonly #most: number

  /** Keeps at most so many templates. */
  constructor(most: number) {
    this.#most = most
  }

  /** The number of the message's template; undefined if it fits none and there are as many as may be. */
  add(message: string): number | undefined {
    const tokens = tokensOf(message)
    const leaf = this.#leafOf(tokens)
    const group = nearest(leaf, tokens)
    if (group) {
      group.tokens = group.tokens.map((token, i) => (token === tokens[i] ? token : wildcard))
      return group.id
    }
    if (this.#groups.length >= this.#most || leaf.length >= leafCap) return undefined
    const made = { id: this.#groups.length, tokens }
    this.#groups.push(made)
    leaf.push(made)
    return made.id
  }

  /** All templates as they are by now, in the order of their numbers. */
  get templates(): Template[] {
    return this.#groups.map(({ id, tokens }) => ({ id, text: tokens.join(' ') }))
  }

  #leafOf(tokens: readonly string[]): Group[] {
    const branch = this.#lengths.get(tokens.length) ?? new Map<string, Group[]>()
    this.#lengths.set(tokens.length, branch)
    const first = tokens[0]!
    const isOwn = !first.includes(wildcard) && (branch.has(first) || branch.size < branchCap)
    const key = isOwn ? first : wildcard
    const leaf = branch.get(key) ?? []
    branch.set(key, leaf)
    return leaf
  }
}

function tokensOf(message: string): string[] {
  const end = message.indexOf('\n')
  const line = (end < 0 ? message : message.slice(0, end)).replace(variable, wildcard).trim()
  const tokens = line.split(/\s+/)
  return tokens.length > tokenCap ? [...tokens.slice(0, tokenCap), wildcard] : tokens
}

/** The group whose template is most like the message, if it is like it enough. */
function nearest(groups: readonly Group[], tokens: readonly string[]): Group | undefined {
  let best: Group | undefined
  // So many may differ: as many as in the best group, less one.
  let most = Math.floor(tokens.length * (1 - leastSimilarity) + 1e-9)
  for (const group of groups) {
    let different = 0
    for (let i = 0; i < tokens.length && different <= most; i++) if (group.tokens[i] !== tokens[i]) different++
    if (different > most) continue
    best = group
    most = different - 1
  }
  return best
}
