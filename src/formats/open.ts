import type { TObject } from 'typebox'
import { Value } from 'typebox/value'
import { UserError } from '../lib/errors.ts'
import type { Formats, OpenFormat } from '../model/format-reader.ts'
import type { FormatDeclaration, FormatLimits } from './format.ts'
import { findFormat, formatByFileName } from './index.ts'
import { sniffFormat } from './sniff.ts'

/** Opens a format with the options that a person wrote, texts of a query string included (`types=false`); UserError for mistakes. */
export function openFormat(format: FormatDeclaration, options: unknown, limits: FormatLimits): OpenFormat {
  const complete = completeOptions(format, options)
  return {
    name: format.name,
    lineByLine: format.lineByLine,
    reader: (encoding, start) => {
      const found = encoding !== undefined && complete.encoding === 'detect' ? { encoding } : {}
      return format.open({ ...complete, ...found }, limits, start)
    },
  }
}

/** The formats as they are handed to sources. */
export function createFormats(limits: FormatLimits): Formats {
  return {
    open: async (name, options = {}) => openFormat(await findFormat(name), options, limits),
    byFileName: async (fileName) => {
      const { format, compression } = await formatByFileName(fileName)
      return { format: format?.name, compression }
    },
    sniff: async (bytes) => (await sniffFormat(bytes)).name,
  }
}

function completeOptions(format: FormatDeclaration, options: unknown): Record<string, unknown> {
  const schema: TObject = format.options
  const complete = Value.Default(schema, Value.Convert(schema, { ...(options as object) })) as Record<string, unknown>
  const known = Object.keys(schema.properties)
  const unknown = Object.keys(complete).find((key) => !known.includes(key))
  if (unknown !== undefined) {
    throw new UserError('invalid', `cannot read options of format ${format.name}: there is no "${unknown}"`, {
      hint: `Its options are ${known.join(', ')}.`,
    })
  }
  const mistakes = known.filter((key) => !Value.Check(schema.properties[key]!, complete[key]))
  if (mistakes.length > 0) {
    const hints = mistakes.map((key) => `${key}: ${descriptionOf(schema, key)}`)
    const values = mistakes.map((key) => `${key} ${JSON.stringify(complete[key])}`)
    throw new UserError('invalid', `cannot read options of format ${format.name}: got ${values.join(', ')}`, {
      hint: hints.join(' '),
    })
  }
  return complete
}

function descriptionOf(schema: TObject, key: string): string {
  const { description } = schema.properties[key] as { description?: string }
  return description ?? ''
}
