/** Texts are cut so that no secret is cut in two: half of one would not be known for what it is, and shown. */

/** How a secret may be written within a text, the longest forms first. */
export function writtenForms(secrets: Iterable<string>): string[] {
  const forms = [...secrets]
    .filter((secret) => secret.length > 2)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())])
  return [...new Set(forms)].sort((a, b) => b.length - a.length)
}

/** At most so many characters from the beginning of a text; it ends before a secret that does not fit as a whole. */
export function beginningOf(text: string, most_chars: number, secrets: Iterable<string>): string {
  if (text.length <= most_chars) return text
  const forms = writtenForms(secrets)
  let end = most_chars
  for (let before = -1; before !== end; ) {
    before = end
    for (const form of forms) {
      const at = text.indexOf(form, Math.max(0, end - form.length + 1))
      if (at !== -1 && at < end) end = at
    }
  }
  return text.slice(0, end)
}

/** All texts within a value, at any depth. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
