/** What is to become of a file: into which dataset it goes, and what its fields are taken for. */
import type { FilePreview, PreviewField } from '../../../../src/model/file-preview.ts'

/** What a field is taken for, as a person chooses it; `ignore`: it is left out. */
export type Choice = 'found' | 'number' | 'text' | 'time' | 'boolean' | 'ignore'

/** How the file is to be read, where it is not as it was found out. */
export interface ReadAs {
  readonly format?: string
  readonly encoding?: string
  readonly delimiter?: string
  readonly decimal?: string
  readonly header?: string
}

/** What a person says of a field whose values look like dates. */
export type DateChoice = 'day_first' | 'month_first' | 'as_text'
export type DateChoices = Readonly<Record<string, DateChoice>>

/** Fields of which dates are read, by what stands first in them. */
export interface DateFields {
  readonly day_first: readonly string[]
  readonly month_first: readonly string[]
}

export interface Plan {
  readonly dataset: string
  /** By field; those that are taken as they were found are not in it. */
  readonly choices: Readonly<Record<string, Choice>>
  readonly dates: DateFields
  /** The field that holds the time of a record; empty for the time at which it is sent. */
  readonly time: string
}

/** A name for a dataset, made of that of a file. */
export function nameOf(file: string): string {
  const stem = file
    .toLowerCase()
    .replace(/\.(gz|gzip|zst|zstd)$/, '')
    .replace(/\.[^.]*$/, '')
  const plain = stem
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
  const name = plain
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 60)
    .replace(/_+$/, '')
  return name === '' || name.endsWith('_rejected') ? 'data' : name
}

/** What a field is found to be, in the words of a person who chooses. */
export function foundAs({ type }: PreviewField): Exclude<Choice, 'found' | 'ignore'> | 'nested' {
  return type === 'whole' ? 'number' : type
}

/** Whether a text is one of the type: what is not is set aside when it is stored. */
export function isFitting(choice: Choice, text: string): boolean {
  const value = text.trim()
  if (choice === 'number') return value !== '' && Number.isFinite(Number(value))
  if (choice === 'boolean') return /^(true|false)$/i.test(value)
  if (choice === 'time') return /^-?\d{9,19}(\.\d+)?$/.test(value) || !Number.isNaN(Date.parse(value))
  return true
}

const declaredTypes = { number: 'number', text: 'string', time: 'timestamp', boolean: 'boolean' } as const

/** The declaration of a new dataset: the types that were corrected, and times, which are not inferred. */
export function declarationOf({ fields, time: found }: FilePreview, { choices, time }: Plan): object {
  const types = Object.fromEntries(
    fields.flatMap((field) => {
      const choice = choices[field.name] ?? 'found'
      const isTime = choice === 'found' && field.type === 'time'
      if (field.name === time || choice === 'ignore' || (choice === 'found' && !isTime)) return []
      return [[field.name, isTime ? 'timestamp' : declaredTypes[choice as keyof typeof declaredTypes]]]
    }),
  )
  return {
    ...(time !== '' && time !== found ? { time } : {}),
    ...(Object.keys(types).length > 0 ? { fields: types } : {}),
  }
}

/** What was chosen, or is proposed; undefined where the values do not tell, and somebody has to. */
export function dateChoiceOf({ name, dates }: PreviewField, chosen: DateChoices): DateChoice | undefined {
  return chosen[name] ?? (dates?.order === 'undecided' ? undefined : dates?.order)
}

export function dateFieldsOf(fields: readonly PreviewField[], chosen: DateChoices): DateFields {
  const those = (order: DateChoice) =>
    fields.filter((field) => field.dates && dateChoiceOf(field, chosen) === order).map(({ name }) => name)
  return { day_first: those('day_first'), month_first: those('month_first') }
}

/** The query with which it is sent. */
export function optionsOf(readAs: ReadAs, { choices, dates }: Plan): [string, string][] {
  const { format: _, ...options } = readAs
  const omitted = Object.entries(choices).filter(([, choice]) => choice === 'ignore')
  return [
    ...Object.entries(options).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ...dates.day_first.map((field): [string, string] => ['day_first', field]),
    ...dates.month_first.map((field): [string, string] => ['month_first', field]),
    ...omitted.map(([field]): [string, string] => ['omit', field]),
  ]
}
