import { parseEnv } from 'node:util'
import { writtenForms } from './whole-secrets.ts'

/** One `${` in a text: a name, an escape (`$${`), or something that cannot be read. */
interface Reference {
  readonly index: number
  readonly length: number
  readonly name?: string
  readonly isEscape?: true
}

/** Finds the values of `${NAME}`, and keeps those that were used out of everything that is shown. */
export class Environment {
  readonly #values: Readonly<Record<string, string | undefined>>
  readonly #secrets = new Set<string>()

  /** The process's own variables win over the file's, so that a start can override what is kept in `.env`. */
  constructor(envFile: string, processEnvironment: Readonly<Record<string, string | undefined>>) {
    this.#values = { ...parseEnv(envFile), ...processEnvironment }
  }

  get names(): string[] {
    return Object.keys(this.#values)
  }

  #get(name: string): string | undefined {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined
  }

  /** Puts the values in place of their names; a name without a value, and what cannot be read, stay as they are. */
  expand(text: string): string {
    let expanded = ''
    let end = 0
    for (const { index, length, name, isEscape } of parseReferences(text)) {
      expanded += text.slice(end, index)
      end = index + length
      const value = name === undefined ? undefined : this.#get(name)
      if (value !== undefined) this.#secrets.add(value)
      expanded += value ?? (isEscape ? '${' : text.slice(index, end))
    }
    return expanded + text.slice(end)
  }

  /** What `expand` left in place: names without a value, and `${` that is no name. */
  unresolved(text: string): { readonly index: number; readonly name: string | undefined }[] {
    return parseReferences(text)
      .filter(({ name, isEscape }) => !isEscape && (name === undefined || this.#get(name) === undefined))
      .map(({ index, name }) => ({ index, name }))
  }

  /**
   * Hides every used value in a text, also as it looks inside JSON or a URL. Values of one or two characters stay: they are
   * switches and digits, and hiding them would hide everything.
   */
  readonly redact = (text: string, standIn: (secret: string) => string = () => '[hidden]'): string => {
    let shown = text
    // Longest first: one secret may contain another.
    for (const form of writtenForms(this.#secrets)) shown = shown.replaceAll(form, () => standIn(form))
    return shown
  }
}

/** The lines of an environment file, from 1, that say nothing: they have neither `=` nor are they comments. */
export function senselessLines(envFile: string): number[] {
  const lines = envFile.split(/\r?\n/)
  const senseless: number[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!.trim()
    if (line === '' || line.startsWith('#')) continue
    const [all, quote] = /^[^=]*=\s*(["'`]?)/.exec(line) ?? []
    if (all === undefined) senseless.push(i + 1)
    // A value in quotes may have several lines.
    else if (quote && !line.slice(all.length).includes(quote)) {
      const end = lines.findIndex((other, at) => at > i && other.includes(quote))
      if (end > i) i = end
    }
  }
  return senseless
}

function parseReferences(text: string): Reference[] {
  const references: Reference[] = []
  for (const match of text.matchAll(/\$\$\{|\$\{(?:([A-Za-z_]\w*)\})?/g)) {
    const [all, name] = match
    if (all === '$${') references.push({ index: match.index, length: all.length, isEscape: true })
    else references.push({ index: match.index, length: all.length, ...(name !== undefined && { name }) })
  }
  return references
}
