/**
 * Sentences of the server are English and follow forms, in which `{}` stands for what differs: `cannot find dataset "{}"`. What fits a
 * known form is said in another language; everything else stays as it was said.
 */

/** Of each form its translation, in which `{1}` stands for the first that differs. */
export type Sentences = Readonly<Record<string, string>>

export type Translate = (text: string) => string

/** Forms with more words of their own are tried first: they say more. */
export function translator(sentences: Sentences): Translate {
  const forms = Object.entries(sentences)
    .sort(([a], [b]) => b.replaceAll('{}', '').length - a.replaceAll('{}', '').length)
    .map(([form, translation]) => ({ pattern: patternOf(form), quoted: quotedOf(form), translation }))
  const known = new Map<string, string>()
  const translate: Translate = (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const said = found(text)
    known.set(text, said)
    return said
  }
  const found = (text: string): string => {
    for (const { pattern, quoted, translation } of forms) {
      const parts = pattern.exec(text)?.slice(1)
      if (!parts) continue
      // Names in quotes are names; the rest may be a sentence, too.
      const said = parts.map((part, i) => (quoted[i] ? part : translate(part)))
      return translation.replace(/\{(\d)\}/g, (_, place) => said[Number(place) - 1] ?? '')
    }
    return text
  }
  return translate
}

function patternOf(form: string): RegExp {
  const pieces = form.split('{}').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pieces.join('(.*?)')}$`, 's')
}

function quotedOf(form: string): boolean[] {
  const pieces = form.split('{}')
  return pieces.slice(1).map((after, i) => pieces[i]!.endsWith('"') && after.startsWith('"'))
}
