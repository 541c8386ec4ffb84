/** One part of a project file: as the file writes it, and as somebody wants it. */
import { createHash } from 'node:crypto'
import type { TObject } from 'typebox'
import { isMap, parse, parseDocument } from 'yaml'
import { channels } from '../../channels/index.ts'
import { UserError, UserErrors } from '../../lib/errors.ts'
import { changeDocument, documentText } from '../../lib/yaml-document.ts'
import { parseYaml } from '../../lib/yaml-position.ts'
import { sources } from '../../sources/index.ts'
import { type DeclaredSection, maybeRawText } from '../declared-text.ts'
import { look, type WantedPart } from './part-text.ts'
import { type IsSecret, secretsOf } from './secrets.ts'

export interface WrittenPart {
  /** With the names of variables, as it stands there. */
  readonly value: unknown
  /** Another one once somebody has changed its text. */
  readonly version: string
}

/** Undefined for what the file does not write. */
export function maybePart(file: string, section: DeclaredSection, name: string): WrittenPart | undefined {
  const text = maybeRawText(file, section, name)
  if (text === undefined) return undefined
  const found = parseDocument(file).get(section)
  const value = isMap(found) ? (found.toJS(parseDocument(file)) as Record<string, unknown>)[name] : undefined
  return { value: value ?? {}, version: createHash('sha256').update(text).digest('hex').slice(0, 16) }
}

/** What a text of the form `name: …` says; throws all of its mistakes, with their places in it. */
export function parsePart(text: string, name: string): WantedPart {
  const { root, problems } = parseYaml(text, name)
  if (problems.length > 0) throw new UserErrors(problems)
  const [entry, more] = root?.kind === 'map' ? root.entries : []
  if (entry?.key !== name || more) {
    throw new UserError('invalid', `cannot read the text of "${name}": expecting one key, "${name}"`, {
      at: (more ?? entry)?.at,
      hint: 'Indent what belongs to it; for another name, make another one.',
    })
  }
  return { value: (parse(text) as Record<string, unknown>)[name], text: text.trimEnd() }
}

/** The same part saying something else, its comments kept. */
export function saying(wanted: WantedPart, name: string, value: unknown): WantedPart {
  if (wanted.text === undefined) return { value }
  const document = parseDocument(wanted.text)
  changeDocument(document, [], { [name]: wanted.value }, { [name]: value }, look)
  return { value, text: documentText(document) }
}

/** What is a secret in a part that says this. */
export async function isSecretIn(section: DeclaredSection, value: unknown): Promise<IsSecret> {
  const kinds: Readonly<Record<string, () => Promise<{ readonly default: { readonly options: TObject } }>>> =
    section === 'channels' ? channels : section === 'sources' ? sources : {}
  const type = typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : ''
  const { properties = {} } = Object.hasOwn(kinds, type) ? (await kinds[type]!()).default.options : {}
  const keys = Object.keys(properties).filter((key) => 'writeOnly' in properties[key]!)
  return secretsOf(section, new Set(keys))
}
