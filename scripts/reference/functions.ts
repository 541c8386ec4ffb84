import { stringify } from 'yaml'
import type { FunctionCase, FunctionDeclaration } from '../../src/functions/function.ts'
import { functions } from '../../src/functions/index.ts'
import { recordText } from '../../src/model/record.ts'
import { optionsTable } from './options.ts'
import { code, generated, type ReferencePage } from './page.ts'

export const functionsPage: ReferencePage = {
  file: 'functions.md',
  async render() {
    const declarations = await Promise.all(Object.values(functions).map(async (load) => (await load()).default))
    return `${generated}# Built-in functions

A function takes the records of a stream and gives records to another. These need no program: \`use\` names one, or a list of them
that work one behind the other. Fields within others are named with dots, like \`user.email\`. What a function cannot do is told as the
reason of a rejected record, with its original text; what it leaves out is counted. A record that none of them changes goes on
byte for byte, and one that is changed keeps its other fields, in their order, with every digit of their integers.

${declarations.map((declaration) => partOf(declaration as unknown as FunctionDeclaration)).join('\n')}`
  },
}

function partOf({ name, summary, options, cases }: FunctionDeclaration): string {
  return `## ${name}

${summary}

${optionsTable(options)}
${cases.map((example) => caseOf(name, example)).join('\n')}`
}

function caseOf(name: string, { options, given, gives, sends = {}, table, ...rest }: FunctionCase): string {
  const isPlain = Object.keys(options).length === 0
  const use = stringify({ use: isPlain ? name : { [name]: options } }, { flowCollectionPadding: true, lineWidth: 100 })
  const parts = [code('yml', use)]
  if (table) parts.push(`with the table\n\n${records(table)}`)
  parts.push(`makes of\n\n${records(given)}`)
  if (gives.length > 0) parts.push(`these records:\n\n${records(gives)}`)
  for (const [output, sent] of Object.entries(sends)) parts.push(`in \`${output}\`:\n\n${records(sent)}`)
  const told = accountOf(rest)
  if (told) parts.push(`${told}\n`)
  return parts.join('\n')
}

/** What became of the records that were not given. */
function accountOf({ rejects = [], dropped, late_dropped, duplicate }: Partial<FunctionCase>): string {
  const counts = { dropped, late_dropped, duplicate }
  const told = Object.entries(counts).flatMap(([word, count]) => (count ? [`${count} ${word}`] : []))
  const sentences = rejects.map((reason) => `Rejected: \`${reason}\`.`)
  return [...(told.length > 0 ? [`Counted: ${told.join(', ')}.`] : []), ...sentences].join(' ')
}

function records(of: readonly object[]): string {
  return code('json', of.map((record) => recordText(record as Record<string, unknown>)).join('\n'))
}
