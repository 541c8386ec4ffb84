import type { YamlScalar } from '../lib/yaml-position.ts'

/** What is named in a project file. */
export type PartKind =
  | 'source'
  | 'stream'
  | 'function'
  | 'dataset'
  | 'view'
  | 'monitor'
  | 'channel'
  | 'report'
  | 'map'
  | 'role'
  | 'tenant'
  | 'login'

/** The form of the names of sources, streams, functions, datasets, views, monitors and channels. */
export const namePattern = '^[a-z][a-z0-9_]{0,63}$'

/** The form of a project's name, which is also a folder's and, one day, a host's. */
export const projectNamePattern = '^[a-z][a-z0-9_-]{0,63}$'

/** Why something cannot be named so, and what to do; undefined for a good name. */
export function nameMistake(name: string, kind: PartKind): [why: string, hint: string] | undefined {
  if (name.startsWith('_')) {
    return ['names that begin with _ belong to Caudal', suggestion(name)]
  }
  if (!new RegExp(namePattern).test(name)) {
    if (name.length > 64) return ['it is longer than 64 characters', 'Choose a shorter name.']
    const use = kind === 'dataset' || kind === 'view' ? '; it is a table in SQL' : ''
    return [`expecting lower-case letters, digits and _, beginning with a letter${use}`, suggestion(name)]
  }
  if (!['stream', 'dataset', 'view'].includes(kind)) return undefined
  if (name.endsWith('_rejected')) {
    const kept = name.slice(0, -'_rejected'.length)
    return [`"${name}" is where the rejected records of "${kept}" are kept`, 'Choose another name.']
  }
  if (kind === 'stream') return undefined
  if (sqlWords.has(name)) {
    if (kind === 'view') return ['it is a word of SQL, and a view is a table there', 'Choose another name.']
    return [
      'it is a word of SQL, and a dataset is a table there',
      `Choose another name, and say where its records come from: ${name}_records: { from: ${name} }.`,
    ]
  }
  const system = systemTables.find((prefix) => name.startsWith(prefix))
  if (system) return [`tables that begin with ${system} are the database's own`, 'Choose another name.']
  return undefined
}

/** The same of a stream that the project file names. Of a value that came in for `${NAME}` nothing is told, nor what could be made of it. */
export function streamNameMistake({ value, written }: YamlScalar): [why: string, hint: string] | undefined {
  const mistake = nameMistake(String(value), 'stream')
  if (!mistake || value === written) return mistake
  return [
    'the value that comes in for it is no name of a stream',
    'Take lower-case letters, digits and _, such as events.',
  ]
}

/** The nearest good name. */
function suggestion(name: string): string {
  const better = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 64)
  return better ? `Name it ${better}.` : 'Choose a name such as events.'
}

/** Tables and views of the engine, which a dataset of the same name would hide. */
const systemTables = ['duckdb_', 'ducklake_', 'pg_', 'pragma_', 'sqlite_', 'information_schema']

/** Words that `select * from <word>` does not take for a table; a test asks the engine for its list. */
export const sqlWords: ReadonlySet<string> = new Set(
  `all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case cast check collate
  collation column concurrently constraint create cross default deferrable desc describe distinct do else end except false
  fetch for foreign freeze from full glob group having ilike in initially inner intersect into is isnull join lambda lateral
  leading left like limit natural not notnull null offset on only or order outer overlaps pivot pivot_longer pivot_wider
  placing positional primary qualify references returning right select semi show similar some summarize symmetric table
  tablesample then to trailing true union unique unpack unpivot using variadic verbose when where window with`.split(
    /\s+/,
  ),
)
