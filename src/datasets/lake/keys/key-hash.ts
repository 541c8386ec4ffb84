/**
 * A record's key as 128 bits: the MD5 of its fields' values. Values that a column shows alike are alike: `1` and `1.0`, `"7"` and `7`, and
 * of a declared time or date whatever way it is written; but an object or a list is not its text. Numbers with more digits than a double
 * keeps are their text, unless declared as numbers. A record without one of the fields has no key.
 */
import { quoteText } from '../../../lib/sql-text.ts'
import type { DeclaredType } from '../../../model/schema.ts'
import { timeExpression } from '../../../model/time-field.ts'
import type { DatasetOptions } from '../../dataset.ts'

export type KeyedOptions = DatasetOptions & { readonly key: readonly string[] }

/** Of the keys that are kept: they hold no longer when another one of two rows is to stay. */
export function keptSignatureOf(options: KeyedOptions): string {
  return options.keep === 'last' ? `${signatureOf(options)}${lastMark}` : signatureOf(options)
}

/** How the signature of keys ends, of which the last rows stay. */
export const lastMark = ' last'

/** Other keys have other hashes: this is part of them. */
function signatureOf({ key, fields }: KeyedOptions): string {
  return JSON.stringify(key.map((name) => [name, fields?.[name] ?? null]))
}

/** Selects the key of each line of a file of NDJSON as 32 hexadecimal digits, or null, in their order. */
export function keyQuery(path: string, longest_bytes: number, options: KeyedOptions): string {
  const texts = options.key.map((name) => {
    const field = fieldOf(name)
    const value = canonical(field, options.fields?.[name])
    const kind = `case json_type(${field}) when 'OBJECT' then 'o' when 'ARRAY' then 'a' else '' end`
    // With its length before each, `ab` and `c` are not `a` and `bc`.
    return `${kind} || strlen(${value})::varchar || ':' || ${value}`
  })
  return `select md5(${[quoteText(signatureOf(options)), ...texts].join(' || ')}) as id
    from read_json_objects(${quoteText(path)}, format = 'newline_delimited', maximum_object_size = ${longest_bytes})`
}

/** A field by its own name, else by its dotted way into nested objects. */
function fieldOf(name: string): string {
  const at = (path: readonly string[]) =>
    `json_extract(json, ${quoteText(`$${path.map((part) => `."${part.replaceAll('"', '\\"')}"`).join('')}`)})`
  return name.includes('.') ? `coalesce(${at([name])}, ${at(name.split('.'))})` : at([name])
}

function canonical(value: string, declared: DeclaredType | undefined): string {
  const text = `(${value} ->> '$')`
  switch (declared) {
    case 'integer':
      return `coalesce(${wholeText(`trim(${text})`)}, ${numberText(`trim(${text})`)}, ${text})`
    case 'number':
      return `coalesce(${numberText(`trim(${text})`)}, ${text})`
    case 'timestamp':
      return `coalesce(${timeExpression(text, 'VARCHAR')}::varchar, ${text})`
    case 'date':
      return `coalesce(cast(${timeExpression(text, 'VARCHAR')} as date)::varchar, ${text})`
    default:
      // An integer beyond 64 bits is a DOUBLE to DuckDB, but its text is whole.
      return `(case when json_type(${value}) = 'DOUBLE' and not ${isWhole(text)} then coalesce(${numberText(text)}, ${text}) else ${text} end)`
  }
}

function isWhole(text: string): string {
  return `regexp_full_match(${text}, '[+-]?[0-9]+')`
}

/** An integer as it is, however long; null for what is none. */
function wholeText(text: string): string {
  return `(case when ${isWhole(text)} then coalesce(try_cast(${text} as bigint)::varchar, ${text}) end)`
}

/** A number as the column shows it, a DOUBLE: a whole one without a fraction as long as that is exact; null for what is none. */
function numberText(text: string): string {
  const number = `try_cast(${text} as double)`
  return `(case when abs(${number}) < 9007199254740992 and ${number} = trunc(${number}) then (${number}::bigint)::varchar
    when isfinite(${number}) then ${number}::varchar end)`
}
