/**
 * What the owner of a dataset should know of how its records were stored: nothing is lost, but it is not where one would look for it.
 */

export interface Remark {
  /**
   * `no_time`: a field that holds the time had another value, so that `_time` is the time received; `set_aside`: values that do not fit
   * their column are in `_rest`; `widened`: values that do not fit made their column another type.
   */
  readonly kind: 'no_time' | 'set_aside' | 'widened'
  readonly field: string
  /** Where the records came from. */
  readonly source: string
  readonly records: number
  /** When the first and the last of them were received, ISO 8601. */
  readonly first: string
  readonly last: string
  /** The first one's offset, and what it had in the field, as JSON. */
  readonly offset: number
  readonly value: string
  /** The types of the column, before and since, or the one that was kept. */
  readonly type_before?: string
  readonly type?: string
}

/** The remark as a sentence without its full stop. */
function remarkText(dataset: string, remark: Remark): string {
  const { kind, field, source, records, value, offset, type, type_before } = remark
  const example = `${value} (offset ${offset})`
  const of = `of source "${source}" in dataset "${dataset}"`
  switch (kind) {
    case 'no_time':
      return `cannot read "${field}" as a time in ${countOf(records, 'record')} ${of}, such as ${example}: their _time is the time received`
    case 'set_aside':
      return `cannot store "${field}" as ${type} in ${countOf(records, 'record')} ${of}, such as ${example}: the values are in _rest`
    case 'widened':
      return `cannot keep column "${field}" ${type_before} for ${example} ${of}: it is ${type} now`
  }
}

/** Remarks with what to do about them; those that differ only in their field are one text. */
export function remarkTexts(dataset: string, remarks: readonly Remark[]): string[] {
  const alike = Map.groupBy(remarks, ({ kind, source, type_before, type }) =>
    JSON.stringify([kind, source, type_before, type]),
  )
  return Array.from(alike.values(), ([first, ...others]) => {
    const also = others.length > 0 ? `; the same holds for ${listed(others.map(({ field }) => field))}` : ''
    return `${remarkText(dataset, first!)}${also}. ${remarkHint(dataset, first!)}`
  })
}

const mostListed = 3

function listed(fields: readonly string[]): string {
  const names = fields.slice(0, mostListed).map((field) => JSON.stringify(field))
  return `${names.join(', ')}${fields.length > mostListed ? ` and ${fields.length - mostListed} more` : ''}`
}

/** The same of what was just found, without the values. */
export function findingText({ kind, field, type }: Pick<Remark, 'kind' | 'field' | 'type'>): string {
  if (kind === 'no_time') return `cannot read "${field}" as a time: the time received stands for it`
  if (kind === 'set_aside') return `cannot store "${field}" as ${type}: the values are in _rest`
  return `cannot keep the type of column "${field}" for a value of another kind: it is ${type} now`
}

/** What to do about it. */
function remarkHint(dataset: string, { kind, field }: Pick<Remark, 'kind' | 'field'>): string {
  if (kind === 'no_time')
    return `Name the field that holds the time (datasets: { ${dataset}: { time: … } }), or bring the values to ISO 8601 with a function.`
  const declared = `datasets: { ${dataset}: { fields: { ${JSON.stringify(field)}: … } } }`
  return kind === 'set_aside'
    ? `Correct the values where they come from, or declare the field a string: ${declared}`
    : `Declare the field's type to keep it, values that do not fit go to _rest then: ${declared}; and fill the dataset again: caudal rebuild ${dataset}`
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
