/** Loads the module of a function. `caudal` is found also where the project has no packages. */
import { type ModuleSource, registerHooks, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { entryFile } from '../../../lib/entry.ts'
import { UserError } from '../../../lib/errors.ts'
import type { Code, Handler, Task } from '../protocol.ts'
import { maybeFile, placeOf, sentenceOf } from '../user-error.ts'
import type { UserFunction } from '../user-function.ts'
import { isTaken, takeAway } from './taken-away.ts'

const own = pathToFileURL(entryFile(import.meta.url, '../user-function')).href

export interface LoadedModule {
  readonly declaration: UserFunction
  /** The files of the project that it consists of, relative to the folder. */
  readonly files: readonly string[]
  /** Those of them that were TypeScript until now. */
  readonly code: Code
}

const loaded = new Set<string>()
/** JavaScript by URL: what was known, and what was made since. */
const known = new Map<string, string>()
const made = new Map<string, string>()
let isPrepared = false

/** How a module is found, and what it is kept from. */
function prepareModules(): void {
  if (isPrepared) return
  isPrepared = true
  // They stay: what is imported within a run is found in the same way.
  registerHooks({
    resolve(name, context, next) {
      if (name === 'caudal') return { url: own, shortCircuit: true }
      if (isTaken(name)) throw new Error(`cannot import "${name}" in a function`)
      return next(name, context)
    },
    load: (url, context, next) => {
      loaded.add(url)
      const source = known.get(url)
      if (source !== undefined) return { format: 'module', source, shortCircuit: true }
      const found = next(url, context)
      const stripped = found.format === 'module-typescript' ? maybeStripped(found.source, url) : undefined
      if (stripped === undefined) return found
      made.set(url, stripped)
      return { ...found, format: 'module', source: stripped }
    },
  })
  takeAway()
}

function codeIn(folder: string): Code {
  const own = Array.from(made, ([url, text]) => ({ file: maybeFile(url, folder), text }))
  return Object.fromEntries(own.flatMap(({ file, text }) => (file === undefined ? [] : [[file, text]])))
}

/** What is no TypeScript that can be stripped is left to Node, which tells why. */
function maybeStripped(source: ModuleSource | undefined, url: string): string | undefined {
  try {
    const text = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString()
    return stripTypeScriptTypes(text, { sourceUrl: fileURLToPath(url) })
  } catch {
    return undefined
  }
}

/** Throws `UserError` with the place for a module that cannot be loaded or has not what is called. */
export async function loadModule(path: string, { folder, handler }: Task, code: Code): Promise<LoadedModule> {
  prepareModules()
  for (const each of [loaded, known, made]) each.clear()
  for (const [file, text] of Object.entries(code)) known.set(pathToFileURL(join(folder, file)).href, text)
  const file = maybeFile(path, folder) ?? path
  try {
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown }
    const declaration = typeof module.default === 'function' ? { [handler]: module.default } : module.default
    if (!isFunction(declaration, handler)) {
      const message = `cannot use "${file}" as a function: it has no default export with ${nouns[handler]} ${handler}`
      throw new UserError('invalid', message, {
        at: { file, line: 1, column: 1 },
        hint: `Write it like: export default defineFunction({ ${examples[handler]} })`,
      })
    }
    return {
      declaration,
      files: [...loaded].flatMap((url) => maybeFile(url, folder) ?? []),
      code: codeIn(folder),
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError('invalid', `cannot load "${file}": ${sentenceOf(error)}`, {
      at: placeOf(error, folder) ?? { file, line: 1, column: 1 },
      hint: 'Correct the file; it is loaded again when it is saved.',
    })
  }
}

const nouns: Readonly<Record<Handler, string>> = { run: 'a', http: 'an', schedule: 'a', file: 'a' }

const examples: Readonly<Record<Handler, string>> = {
  run: '*run(records) { for (const record of records) yield record }',
  http: '*http(request) { yield request.body; return { status: 201 } }',
  schedule: '*schedule(at) { yield { at } }',
  file: 'async *file(file) { for await (const line of file.lines()) yield { line } }',
}

function isFunction(value: unknown, handler: Handler): value is UserFunction {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, handler) === 'function'
}
