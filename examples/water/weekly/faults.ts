import type { Chance } from './chance.ts'
import type { Field } from './reading.ts'
import type { Style } from './style.ts'

/** What is wrong with a row: which field, and how; `row truncated` for one that was cut. */
export type Fault = `${Field} ${'missing' | 'unreadable' | 'impossible' | 'out of range'}` | 'row truncated'

/** One way to spoil one field of a row. */
export interface Spoil {
  readonly fault: Fault
  readonly field: Field
  readonly write: (chance: Chance, style: Style) => string
}

const missing = (field: Field): Spoil => ({
  fault: `${field} missing`,
  field,
  write: (chance) => chance.pick(['', '', '', ' ', 'NA', 'N/A', 'null', '-', 's/d']),
})

const unreadable = (field: 'mean' | 'sd'): Spoil => ({
  fault: `${field} unreadable`,
  field,
  write: (chance) => chance.pick(['abc', '1O.2', '16..9', '12,3,4', '1.2.3', '?', 'error', '16 9', '--5']),
})

const outOfRange = (field: 'mean' | 'sd', values: readonly string[]): Spoil => ({
  fault: `${field} out of range`,
  field,
  write: (chance, { decimal }) => chance.pick(values).replace('.', decimal),
})

const spoils: readonly Spoil[] = [
  missing('date'),
  missing('place'),
  missing('mean'),
  missing('sd'),
  { fault: 'place missing', field: 'place', write: () => '' },
  unreadable('mean'),
  unreadable('sd'),
  {
    fault: 'date unreadable',
    field: 'date',
    write: (chance) => chance.pick(['mañana', 'ayer', '15', '2024', '????-??-??', '12:30', '15/marzo', '2024-03']),
  },
  {
    fault: 'date impossible',
    field: 'date',
    write: (chance) =>
      chance.pick([
        '30/02/2024',
        '2023-02-29',
        '31.11.2023',
        '2024-13-05',
        '2024-00-10',
        '0/1/2024',
        '32-01-2024',
        '31 de abril de 2024',
        '20240231',
      ]),
  },
  outOfRange('mean', ['99.9', '-40', '45.01', '-5.01', '850', '-9999', '1000000000000']),
  outOfRange('sd', ['-0.1', '-1', '20.5', '99.99', '-9999']),
]

/** One or, seldom, two fields to be spoiled of those that the file has. */
export function chooseSpoils(chance: Chance, columns: readonly Field[]): Spoil[] {
  const possible = spoils.filter(({ field }) => columns.includes(field))
  const first = chance.pick(possible)
  const others = possible.filter(({ field }) => field !== first.field)
  return chance.happens(0.15) ? [first, chance.pick(others)] : [first]
}
