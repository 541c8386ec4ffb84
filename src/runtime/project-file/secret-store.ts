/** Takes secrets of a part into `.env`, each under the name of a variable that nothing else uses. */
import { parseEnv } from 'node:util'
import { withVariable } from '../../project/parts/env-text.ts'
import { variablesIn, type Way } from '../../project/parts/secrets.ts'

export class SecretStore {
  readonly #file: string
  readonly #owner: string
  #text: string
  readonly #put: string[] = []

  /** `file` is the project's, `text` that of `.env`, `owner` whose secrets these are: names are made of it. */
  constructor(file: string, text: string, owner: string) {
    this.#file = file
    this.#text = text
    this.#owner = owner
  }

  get text(): string {
    return this.#text
  }

  get put(): readonly string[] {
    return this.#put
  }

  /** The variable that has it from now on: the one that was there, where it is this part's alone. */
  readonly take = (secret: string, way: Way, before: string | undefined): string => {
    const [old] = variablesIn(before)
    const name = old !== undefined && this.#isOwn(old) ? old : this.#free(way)
    this.#text = withVariable(this.#text, name, secret)
    this.#put.push(name)
    return name
  }

  #isOwn(name: string): boolean {
    const isFile = Object.hasOwn(parseEnv(this.#text), name) && process.env[name] === undefined
    return isFile && this.#file.split(`\${${name}}`).length === 2
  }

  #free(way: Way): string {
    const wanted = [this.#owner, ...way]
      .join('_')
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '_')
    const known = { ...parseEnv(this.#text), ...process.env }
    const isFree = (name: string) => !Object.hasOwn(known, name) && !this.#file.includes(`\${${name}}`)
    for (let i = 1; ; i++) {
      const name = i === 1 ? wanted : `${wanted}_${i}`
      if (isFree(name)) return name
    }
  }
}
