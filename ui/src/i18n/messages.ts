/**
 * The texts of a feature in every language, beside it in its folder: `export const texts = defineMessages({ en, es })`. The types see
 * to it that no language lacks one; `test/browser/texts.test.ts` that no text stands in the code.
 */
import { type Language, language } from './locale.ts'

/** A text, or one made of values. */
type Message = string | ((...values: never[]) => string)

export type Messages<M> = Readonly<Record<Language, M>>

type Translation<M> = { readonly [K in keyof M]: M[K] extends string ? string : M[K] }

export function defineMessages<const M extends Readonly<Record<string, Message>>>(all: {
  readonly en: M
  readonly es: Translation<NoInfer<M>>
}): Messages<Translation<M>> {
  return all as Messages<Translation<M>>
}

/** The texts in the language of the person. */
export function useMessages<M>(all: Messages<M>): M {
  return all[language.use()]
}
