import type { FormatDeclaration } from '../../src/formats/format.ts'
import { formats } from '../../src/formats/index.ts'
import { optionsTable } from './options.ts'
import { code, generated, type ReferencePage } from './page.ts'

export const formatsPage: ReferencePage = {
  file: 'formats.md',
  async render() {
    const declarations = await Promise.all(Object.values(formats).map(async (load) => (await load()).default))
    return `${generated}# Formats

A format turns bytes into records. What it cannot read is kept as a rejected record, with its bytes, its reason and its line; of a record
that is longer than allowed (16 MB by default), with its first 64 KB and its length in the reason.

${declarations.map(partOf).join('\n')}`
  },
}

function partOf({ name, summary, mediaTypes, extensions, options, cases }: FormatDeclaration): string {
  const known = [...mediaTypes, ...extensions.map((extension) => `.${extension}`)].map((word) => `\`${word}\``)
  return `## ${name}

${summary}

Known by ${known.join(', ')}.

${optionsTable(options)}
${cases.map(caseOf).join('\n')}`
}

function caseOf({ options, given, gives, rejects }: FormatDeclaration['cases'][number]): string {
  const asked = options && Object.keys(options).length > 0 ? `With \`${JSON.stringify(options)}\`, this` : 'This'
  const records = gives.map((record) => JSON.stringify(record)).join('\n')
  const parts = [
    `${asked}\n\n${code('text', visible(given))}\n${records ? `gives\n\n${code('json', records)}` : 'gives no record.\n'}`,
  ]
  if (rejects?.length) parts.push(`and rejects\n\n${code('text', rejects.join('\n'))}`)
  return parts.join('\n')
}

/** Characters that nobody sees on a page, by their escapes. */
function visible(text: string): string {
  const escapes: Record<string, string> = { '\r': '\\r', '\t': '\\t', '\uFEFF': '\\uFEFF', '\0': '\\0' }
  return text.replace(/[\r\t\uFEFF\0]/g, (character) => escapes[character] ?? character)
}
