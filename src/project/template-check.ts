/** Templates of a project: parsed while it is read, so that a mistake is told with its place and not in the moment of an alarm. */
import { UserError } from '../lib/errors.ts'
import { maybeMeant } from '../lib/similar.ts'
import { parseTemplate, type TemplateForm } from '../lib/template.ts'
import type { YamlScalar } from '../lib/yaml-position.ts'
import { inWords } from './expectation.ts'
import type { Tell } from './part.ts'
import { originOf, placeIn } from './sql-text.ts'

export interface TemplateUse {
  /** How it is called in sentences: `title of monitor "spread"`. */
  readonly name: string
  readonly form?: TemplateForm
  /** What it may name; absent where that is known only when it is filled. */
  readonly known?: readonly string[]
  /** What to do about a name that is not known and like none that is. */
  readonly hint?: (name: string) => string
}

export function checkTemplate(node: YamlScalar, { name, form, known, hint }: TemplateUse, tell: Tell): void {
  const text = String(node.value)
  const origin = originOf(node, text)
  try {
    for (const { name: used, at } of parseTemplate(text, form).names) {
      if (!known || known.includes(used)) continue
      const meant = maybeMeant(used, known)
      const way = meant ? `Did you mean {{ ${meant} }}?` : (hint?.(used) ?? `Use ${inWords(known)}.`)
      tell(
        new UserError('invalid', `cannot use {{ ${used} }} in ${name}: it is not known there`, {
          at: placeIn(origin, at),
          hint: way,
        }),
      )
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const message = error.message.replace('the template', name)
    tell(new UserError('invalid', message, { at: placeIn(origin, error.at), hint: error.hint, cause: error }))
  }
}
