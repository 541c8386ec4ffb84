/** What editors read in the folder of a project: the types of what a function imports, and those of the records of each stream. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../../lib/errors.ts'
import type { RecordType, ValueType } from '../../model/record-type.ts'

/** Ours: it is written anew by `caudal types` and, where it is, by `caudal up`. */
export const typesFile = 'caudal.d.ts'

/** The user's own, once it is there. */
const compilerFile = 'tsconfig.json'

/** Makes the types, and the settings by which an editor finds them, where there are none. Returns the files, relative to the folder. */
export async function prepareEditor(folder: string): Promise<string[]> {
  await writeWhereNone(join(folder, compilerFile), compilerText)
  await writeWhereNone(join(folder, typesFile), await typesText({}))
  return [typesFile, compilerFile]
}

/** Modules of our names: editors then know them in a folder without packages. */
export async function typesText(streams: Readonly<Record<string, RecordType>>): Promise<string> {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.d.ts'
  const read = (file: string) => readFile(new URL(`../../runtime/functions/${file}${ending}`, import.meta.url), 'utf8')
  const records = Object.entries(streams).map(([name, type]) => `  ${nameText(name)}: ${fieldsText(type, '  ')}\n`)
  const ofFunctions = declarationsOf(await read('user-function')).replace(
    /export interface StreamRecords \{\s*\}/,
    () => `export interface StreamRecords {\n${records.join('')}}`,
  )
  return `/** Written by \`caudal types\`: what functions and their tests import, and what the records of each stream look like. */\n${moduleText('caudal', ofFunctions)}${moduleText('caudal/testing', declarationsOf(await read('user-test')))}`
}

function declarationsOf(source: string): string {
  return source
    .replace(/ \{\n {2}return declaration\n\}/, '')
    .replace(/^\/\*\* What the author.*\n/, '')
    .replace(/^\s*\/\/ biome-ignore.*\n/gm, '')
    .replaceAll('export declare ', 'export ')
    .trim()
}

function moduleText(name: string, declarations: string): string {
  return `declare module '${name}' {\n${declarations.replace(/^(?=.)/gm, '  ')}\n}\n`
}

function fieldsText(type: RecordType, indent: string): string {
  const entries = Object.entries(type)
  if (entries.length === 0) return 'Record<string, unknown>'
  const lines = entries.map(([name, value]) => `${indent}  ${nameText(name)}?: ${valueText(value, `${indent}  `)}\n`)
  return `{\n${lines.join('')}${indent}}`
}

function valueText({ kinds, fields, items }: ValueType, indent: string): string {
  if (kinds.includes('unknown')) return 'unknown'
  const texts = [
    ...(fields ? [fieldsText(fields, indent)] : []),
    ...(items ? [`(${valueText(items, indent)})[]`] : []),
    ...kinds,
  ]
  return texts.length === 0 ? 'unknown' : texts.join(' | ')
}

function nameText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

const compilerText = `{
  "compilerOptions": {
    "target": "es2024",
    "lib": ["es2024", "dom"],
    "module": "preserve",
    "types": [],
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "erasableSyntaxOnly": true,
    "verbatimModuleSyntax": true,
    "skipLibCheck": true
  },
  "include": ["caudal.d.ts", "functions", "tests"]
}
`

async function writeWhereNone(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
}
