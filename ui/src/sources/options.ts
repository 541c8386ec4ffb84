/** The options of a kind as fields of a form: what each takes, and what its text stands for. */

/** As much of JSON Schema as declarations use. */
export interface OptionSchema {
  readonly type?: string
  readonly const?: unknown
  readonly anyOf?: readonly OptionSchema[]
  readonly items?: OptionSchema
  readonly description?: string
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, OptionSchema>>
  readonly required?: readonly string[]
  readonly writeOnly?: boolean
}

export type FieldKind = 'text' | 'secret' | 'number' | 'choice' | 'boolean' | 'list' | 'json'

export interface OptionField {
  readonly name: string
  readonly kind: FieldKind
  readonly description: string
  /** The values of a choice. */
  readonly values: readonly string[]
  /** What it is when it is left out. */
  readonly standard: string | undefined
  readonly example: string | undefined
  readonly isRequired: boolean
}

/** Every kind has these, and the form fields of their own for them. */
const own = ['type', 'to']

/** Those that have to be filled in first, and among them what has no default: each as the declaration describes it. */
export function fieldsOf(
  { properties = {}, required = [] }: OptionSchema,
  example: Readonly<Record<string, unknown>>,
): OptionField[] {
  const fields = Object.entries(properties)
    .filter(([name]) => !own.includes(name))
    .map(([name, schema]) => ({
      name,
      kind: kindOf(name, schema),
      description: schema.description ?? '',
      values: (schema.anyOf ?? []).flatMap((each) => (each.const === undefined ? [] : [String(each.const)])),
      standard: schema.default === undefined ? undefined : textOf(schema.default),
      example: textOf(schema.examples?.[0] ?? example[name]),
      isRequired: required.includes(name) && schema.default === undefined,
    }))
  return [...fields.filter(({ isRequired }) => isRequired), ...fields.filter(({ isRequired }) => !isRequired)]
}

/** What a person looks at first: what they have to say, and where it comes from. */
export function isMain({ name, isRequired }: OptionField): boolean {
  return isRequired || ['path', 'url', 'simulator', 'format'].includes(name)
}

const secretName = /(^|_)(password|passwd|secret|token|(access|api|secret)_key)$/

function kindOf(name: string, { type, anyOf = [], items, writeOnly }: OptionSchema): FieldKind {
  if (writeOnly || secretName.test(name)) return 'secret'
  if (anyOf.length > 0 && anyOf.every((each) => each.const !== undefined)) return 'choice'
  // A text, or a list of them.
  if (anyOf.some((each) => each.type === 'array')) return anyOf.some((each) => each.type === 'string') ? 'list' : 'json'
  if (
    anyOf.some((each) => each.type === 'string') &&
    anyOf.every((each) => each.type === 'string' || each.const !== undefined)
  )
    return 'text'
  switch (type) {
    case 'string':
      return 'text'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
      return items?.type === undefined || items.type === 'string' ? 'list' : 'json'
    default:
      return 'json'
  }
}

/** Undefined for what is left out; throws a SyntaxError for JSON that is none. */
export function fieldValue(kind: FieldKind, text: string): unknown {
  const written = text.trim()
  if (written === '') return undefined
  switch (kind) {
    case 'number':
      // A variable, or a mistake that the server tells.
      return Number.isFinite(Number(written)) ? Number(written) : written
    case 'boolean':
      return written === 'true'
    case 'list': {
      const lines = written
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
      return lines.length === 1 ? lines[0] : lines
    }
    case 'json':
      return JSON.parse(written) as unknown
    case 'secret':
      return text
    default:
      return written
  }
}

/** What a part says, by its options. */
export function writtenOf(declaration: unknown): Readonly<Record<string, unknown>> {
  return typeof declaration === 'object' && declaration !== null ? { ...declaration } : {}
}

interface Before {
  /** What the file says. */
  readonly written: Readonly<Record<string, unknown>>
  /** The texts of the fields that stand for it. */
  readonly first: Readonly<Record<string, string>>
}

/** What the fields say together, beside `type` and `to`: what nobody touched as it was; and those whose text stands for nothing. */
export function saidBy(
  fields: readonly OptionField[],
  values: Readonly<Record<string, string>>,
  { written, first }: Before,
): { readonly said: Readonly<Record<string, unknown>>; readonly wrong: readonly string[] } {
  const said = new Map(Object.entries(written).filter(([name]) => !own.includes(name)))
  const wrong: string[] = []
  for (const { name, kind } of fields) {
    const text = values[name] ?? ''
    if (text === (first[name] ?? '')) continue
    try {
      const value = fieldValue(kind, text)
      if (value === undefined) said.delete(name)
      else said.set(name, value)
    } catch {
      wrong.push(name)
    }
  }
  return { said: Object.fromEntries(said), wrong }
}

/** What stands in the field for a value, as `fieldValue` reads it again. */
export function fieldText(kind: FieldKind, value: unknown): string {
  if (kind === 'json') return value === undefined ? '' : JSON.stringify(value)
  if (kind === 'list' && Array.isArray(value)) return value.join('\n')
  return textOf(value) ?? ''
}

/** A name for the first source of a kind, that no other has. */
export function freeName(kind: string, names: readonly string[]): string {
  for (let i = 1; ; i++) {
    const name = i === 1 ? kind : `${kind}_${i}`
    if (!names.includes(name)) return name
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
