/**
 * Secrets of a part: they stand in `.env`, and the project file has their names. What is shown of a plain one is `[hidden]`; what comes
 * back so is what was there, and a new one moves to `.env`.
 */
import { UserError } from '../../lib/errors.ts'

/** Where a text stands: keys of maps, and indices of lists. */
export type Way = readonly string[]

/** What a part says, with each of its texts changed. */
function mapTexts(value: unknown, change: (text: string, way: Way) => string, way: Way = []): unknown {
  if (typeof value === 'string') return change(value, way)
  if (Array.isArray(value)) return value.map((item, i) => mapTexts(item, change, [...way, String(i)]))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change, [...way, key])])
  return Object.fromEntries(entries)
}

/** What opens a door, whatever part it is of. */
const secretName = /(^|[_-])(password|passwd|secret|token|authorization|cookie|(access|api|secret|private)[_-]?key)$/i

const password = /^([a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:)([^/@\s]+)(?=@)/i
const variable = /\$\{[A-Za-z_]\w*\}/

const hidden = '[hidden]'

/** Whether what stands at a way is a secret: by its name, by the declaration of its option, or as one of a function. */
export type IsSecret = (way: Way) => boolean

export function secretsOf(section: string, options: ReadonlySet<string>): IsSecret {
  return (way) => {
    const name = way.at(-1)
    if (name === undefined) return false
    if (section === 'functions' && way[0] === 'secrets' && way.length === 2) return true
    return secretName.test(name) || (way.length === 1 && options.has(name))
  }
}

/** The secret in a text, and the text with another one in its place; undefined where it has none, or only its name. */
function openSecret(text: string, isSecret: boolean): { secret: string; put: (other: string) => string } | undefined {
  if (text === '') return undefined
  if (isSecret) return variable.test(text) ? undefined : { secret: text, put: (other) => other }
  const [, head, secret] = password.exec(text) ?? []
  if (head === undefined || secret === undefined || variable.test(secret)) return undefined
  return { secret, put: (other) => `${head}${other}${text.slice(head.length + secret.length)}` }
}

/** Whether a text has a secret, or the name of a variable that has one. */
export function holdsSecret(text: string, isSecret: boolean): boolean {
  return variable.test(text) || openSecret(text, isSecret) !== undefined
}

/** The text with `[hidden]` in the place of a plain secret. */
export function hiddenText(text: string, isSecret: boolean): string {
  return openSecret(text, isSecret)?.put(hidden) ?? text
}

/** As it may be shown; `redact` hides what came from variables. */
export function shownPart(value: unknown, isSecret: IsSecret, redact: (text: string) => string): unknown {
  return mapTexts(value, (text, way) => redact(hiddenText(text, isSecret(way))))
}

/** What was shown hidden is as it was; throws `invalid` where that cannot be known. */
export function unhidden(wanted: unknown, old: unknown, shown: unknown): unknown {
  return mapTexts(wanted, (text, way) => {
    if (!text.includes(hidden)) return text
    const before = at(old, way)
    if (typeof before === 'string' && at(shown, way) === text) return before
    throw new UserError(
      'invalid',
      `cannot save ${way.join('.')}: ${hidden} stands for what was there, and nothing was`,
      {
        hint: 'Give the secret, or the name of its variable.',
      },
    )
  })
}

/** `put` takes a secret and where it stands, and returns the variable that has it from then on. */
export function movedOut(
  value: unknown,
  old: unknown,
  isSecret: IsSecret,
  put: (secret: string, way: Way, before: string | undefined) => string,
): unknown {
  return mapTexts(value, (text, way) => {
    const before = at(old, way)
    const open = before === text ? undefined : openSecret(text, isSecret(way))
    if (!open) return text
    return open.put(`\${${put(open.secret, way, typeof before === 'string' ? before : undefined)}}`)
  })
}

/** All of its texts, and where they stand. */
export function textsOf(value: unknown): (readonly [way: Way, text: string])[] {
  const texts: (readonly [Way, string])[] = []
  mapTexts(value, (text, way) => {
    texts.push([way, text])
    return text
  })
  return texts
}

/** The names of variables in all of its texts. */
export function variablesIn(value: unknown): string[] {
  const names = textsOf(value).flatMap(([, text]) =>
    Array.from(text.replaceAll('$${', '').matchAll(/\$\{([A-Za-z_]\w*)\}/g), ([, name]) => name!),
  )
  return [...new Set(names)]
}

/** What stands at a way. */
export function at(value: unknown, way: Way): unknown {
  return way.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? node[key as never] : undefined,
    value,
  )
}
