/**
 * Sentences of the server are English and follow forms, in which `{}` stands for what differs: `cannot find dataset "{}"`. What fits a
 * known form is said in another language; everything else stays as it was said, such as what DuckDB, the system or a user's own function says.
 */

/** Of each form its translation, in which `{1}` stands for the first that differs, translated itself, and `{1=}` for it as it is. */
export type Sentences = Readonly<Record<string, string>>

export type Translate = (text: string) => string

interface Form {
  readonly pattern: RegExp
  readonly quoted: readonly boolean[]
  readonly translation: string
}

/** What stands between two sentences. */
const between = /(; |(?<=[.?]) (?=\p{Lu}))/u

/**
 * Forms with more words of their own are tried first: they say more. `joints` have hardly any, so that they would fit anything: they
 * join only what is a single word, or known itself.
 */
export function translator(sentences: Sentences, joints: Sentences = {}): Translate {
  // What is quoted has hardly ever quotes in it.
  const forms = [...formsOf(sentences, '([^"]*)'), ...formsOf(sentences)]
  const joining = formsOf(joints)
  const known = new Map<string, string | undefined>()
  const maybeKnown = (text: string): string | undefined => {
    if (!known.has(text)) known.set(text, found(text))
    return known.get(text)
  }
  const isKnown = (text: string) => maybeKnown(text) !== undefined
  const translate: Translate = (text) => maybeKnown(text) ?? text
  const found = (text: string): string | undefined => {
    const all = severalOf(text, (pieces) => pieces.every(isKnown))
    if (all !== undefined) return all
    for (const form of forms) {
      const parts = form.pattern.exec(text)?.slice(1)
      // Names in quotes are names; the rest may be a sentence, too.
      if (parts) return filled(form, parts, (part, i) => (form.quoted[i] ? part : translate(part)))
    }
    for (const form of joining) {
      const parts = form.pattern.exec(text)?.slice(1)
      const isSingle = (part: string, i: number) => form.quoted[i] || !/\s/.test(part)
      if (!parts?.every((part, i) => isSingle(part, i) || isKnown(part))) continue
      return filled(form, parts, (part, i) => (isSingle(part, i) ? part : translate(part)))
    }
    return severalOf(text, (pieces) => pieces.some(isKnown))
  }
  /** Of sentences one behind the other. */
  const severalOf = (text: string, isEnough: (pieces: readonly string[]) => boolean): string | undefined => {
    const pieces = text.split(between)
    if (pieces.length < 2 || !isEnough(pieces.filter((_, i) => i % 2 === 0))) return undefined
    return pieces.map((piece, i) => (i % 2 === 0 ? translate(piece) : piece)).join('')
  }
  return translate
}

function formsOf(sentences: Sentences, inQuotes = '(.*?)'): Form[] {
  return Object.entries(sentences)
    .sort(([a], [b]) => b.replaceAll('{}', '').length - a.replaceAll('{}', '').length)
    .map(([form, translation]) => ({ pattern: patternOf(form, inQuotes), quoted: quotedOf(form), translation }))
}

function filled({ translation }: Form, parts: readonly string[], say: (part: string, i: number) => string): string {
  return translation.replace(/\{(\d)(=?)\}/g, (_, place, asItIs) => {
    const i = Number(place) - 1
    const part = parts[i] ?? ''
    return asItIs ? part : say(part, i)
  })
}

function patternOf(form: string, inQuotes: string): RegExp {
  const quoted = quotedOf(form)
  const [first = '', ...pieces] = form.split('{}').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${first}${pieces.map((piece, i) => (quoted[i] ? inQuotes : '(.*?)') + piece).join('')}$`, 's')
}

function quotedOf(form: string): boolean[] {
  const pieces = form.split('{}')
  return pieces.slice(1).map((after, i) => pieces[i]!.endsWith('"') && after.startsWith('"'))
}
