/** Countries by what people call them: ISO 3166-1 codes, or names in English and in the language of the page. */
import { iso31661 } from 'iso-3166/1.js'

/** What leads to the same country in different writings. */
function keyOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** The ISO 3166-1 numeric code of what a record calls a country. */
export class Countries {
  readonly #codes = new Map<string, string>()
  readonly #names: Intl.DisplayNames
  readonly #alpha2 = new Map<string, string>()

  constructor(languages: readonly string[]) {
    const names = ['en', ...languages].map((language) => new Intl.DisplayNames(language, { type: 'region' }))
    this.#names = names.at(-1)!
    for (const { numeric, alpha2, alpha3, name } of iso31661) {
      this.#alpha2.set(numeric, alpha2)
      for (const text of [alpha2, alpha3, numeric, name, ...names.map((each) => each.of(alpha2) ?? '')])
        this.#codes.set(keyOf(text), numeric)
    }
  }

  codeOf(text: string): string | undefined {
    return this.#codes.get(keyOf(text))
  }

  /** As the language of the page has it. */
  nameOf(code: string): string | undefined {
    const alpha2 = this.#alpha2.get(code)
    return alpha2 === undefined ? undefined : this.#names.of(alpha2)
  }
}
