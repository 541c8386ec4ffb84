import { type Static, Type } from 'typebox'
import { UserError } from '../../lib/errors.ts'
import { didYouMean } from '../../lib/similar.ts'
import { fieldOf, type NewRecord, put } from '../field.ts'
import { defineFunction, type JsonRecord } from '../function.ts'
import { shown } from '../value-text.ts'
import { detect, type ReaderForm, readerOf } from './reader.ts'
import { cleanTexts, textCleaner } from './text.ts'
import { maybeUnit, unitNames } from './unit.ts'
import { Unreadable } from './unreadable.ts'
import { Zone } from './zone.ts'

const type = Type.Union(
  [
    Type.Literal('string'),
    Type.Literal('number'),
    Type.Literal('integer'),
    Type.Literal('boolean'),
    Type.Literal('date'),
    Type.Literal('timestamp'),
  ],
  { description: 'What the field holds.' },
)

const decimal = Type.Optional(
  Type.Union([Type.Literal('.'), Type.Literal(',')], {
    description:
      'The decimal mark. Without it a number is read where only one mark makes sense of it: `1,5`, but not `1,500`.',
  }),
)

const date_order = Type.Optional(
  Type.Union([Type.Literal('dmy'), Type.Literal('mdy'), Type.Literal('ymd')], {
    description:
      'In which order day, month and year stand. Without it a date is read where only one order makes sense of it.',
  }),
)

const zone = Type.Optional(
  Type.String({
    minLength: 1,
    description: 'The time zone of times that say none; without it UTC.',
    examples: ['Europe/Madrid'],
  }),
)

const options = Type.Object({
  fields: Type.Record(
    Type.String(),
    Type.Union([
      type,
      Type.Object({
        type,
        decimal,
        date_order,
        zone,
        unit: Type.Optional(
          Type.String({
            minLength: 1,
            description: 'The unit that numbers are turned into, by the unit written behind them.',
            examples: ['°C'],
          }),
        ),
        from: Type.Optional(
          Type.String({
            minLength: 1,
            description: 'The unit of numbers that say none; without it `unit`.',
            examples: ['°F'],
          }),
        ),
      }),
    ]),
    {
      description: 'The types of fields, alone or with what is peculiar to a field.',
      default: {},
      examples: [{ fecha: 'date', media: { type: 'number', unit: '°C' } }],
    },
  ),
  decimal,
  date_order,
  century: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 9900,
      multipleOf: 100,
      description: 'What is added to years of two digits; without it they are not read.',
      examples: [2000],
    }),
  ),
  zone,
  detect: Type.Boolean({
    description: 'Reads texts of other fields as numbers and days, too, where they can be nothing else.',
    default: false,
  }),
  trim: Type.Boolean({ description: 'Removes white space around texts.', default: true }),
  nulls: Type.Array(Type.String(), {
    description: 'Texts that become null.',
    default: [''],
    examples: [['', '-', 'NA', 's/d']],
  }),
  unicode: Type.Union([Type.Literal('NFC'), Type.Literal('NFKC'), Type.Literal('none')], {
    description:
      'How characters are normalised, so that equal texts are equal bytes; `NFKC` makes plain letters of wide ones, too.',
    default: 'NFC',
  }),
  invalid: Type.Union([Type.Literal('reject'), Type.Literal('clear')], {
    description: 'What becomes of a value that cannot be read: its record is rejected, or it is set to null.',
    default: 'reject',
  }),
})
type Options = Static<typeof options>

export default defineFunction({
  name: 'clean',
  summary:
    'Makes proper values of what people write: spaces, empty texts, numbers and dates in local forms, units. It never guesses.',
  options,
  cases: [
    {
      options: { nulls: ['', 'NA'] },
      given: [{ place: '  Ebro ', note: '', tags: ['a ', 'NA'], n: 1 }, { place: 'Tajo' }],
      gives: [{ place: 'Ebro', note: null, tags: ['a', null], n: 1 }, { place: 'Tajo' }],
    },
    {
      options: { fields: { fecha: 'date', media: 'number' }, decimal: ',', date_order: 'dmy' },
      given: [
        { fecha: '05/03/2026', media: '1.016,5' },
        { fecha: '5 de marzo de 2026', media: 16 },
        { fecha: '2026-03-05', media: '-0,25' },
      ],
      gives: [
        { fecha: '2026-03-05', media: 1016.5 },
        { fecha: '2026-03-05', media: 16 },
        { fecha: '2026-03-05', media: -0.25 },
      ],
    },
    {
      options: { fields: { day: 'date', n: 'number' } },
      given: [
        { day: '25/03/2026', n: '1,5' },
        { day: '05/03/2026', n: '1,500' },
        { day: '31.02.2026', n: 'x' },
      ],
      gives: [{ day: '2026-03-25', n: 1.5 }],
      rejects: [
        'cannot read day "05/03/2026" as a date: it may be 2026-03-05 or 2026-05-03 unless "date_order" is declared; ' +
          'cannot read n "1,500" as a number: it may be 1500 or 1.5 unless "decimal" is declared',
        'cannot read day "31.02.2026" as a date: there is no such day; cannot read n "x" as a number: it is no number',
      ],
    },
    {
      options: { fields: { temp: { type: 'number', unit: '°C', from: '°F' } }, invalid: 'clear' },
      given: [{ temp: '16.5 °C' }, { temp: '61.7 F' }, { temp: 61.7 }, { temp: '3 km' }],
      gives: [{ temp: 16.5 }, { temp: 16.5 }, { temp: 16.5 }, { temp: null }],
    },
    {
      options: { fields: { at: 'timestamp' }, zone: 'Europe/Madrid', date_order: 'dmy', century: 2000 },
      given: [
        { at: '5/3/26 10:30' },
        { at: '2026-07-05 10:30:00' },
        { at: '2026-03-05T10:30:00+05:00' },
        { at: '29/03/2026 02:30' },
      ],
      gives: [
        { at: '2026-03-05T09:30:00.000Z' },
        { at: '2026-07-05T08:30:00.000Z' },
        { at: '2026-03-05T05:30:00.000Z' },
      ],
      rejects: [
        'cannot read at "29/03/2026 02:30" as a timestamp: there is no such time in Europe/Madrid, where the clock was changed',
      ],
    },
    {
      options: { detect: true, fields: { code: 'string' } },
      given: [{ code: '12', n: '3,25', zip: '00501', day: '31/12/2025', maybe: '1.500' }],
      gives: [{ code: '12', n: 3.25, zip: '00501', day: '2025-12-31', maybe: '1.500' }],
    },
  ],

  needs(options) {
    if (options.zone !== undefined) openZone(options.zone)
    formsOf(options)
    return {}
  },

  each(options, { reject }) {
    const clean = textCleaner(options)
    const forms = formsOf(options)
    const fields = Object.entries(forms).map(([name, form]) => ({ field: fieldOf(name), form, read: readerOf(form) }))
    const found = options.detect ? detectorOf(options, forms) : undefined
    return (record) => {
      const texts = cleanTexts(record, clean)
      const cleaned = found ? found(texts) : texts
      let result: NewRecord | undefined
      let reasons: string[] | undefined
      for (const { field, form, read } of fields) {
        const value = field.read(cleaned)
        if (value === undefined || value === null) continue
        const next = read(value)
        if (next === value) continue
        if (next instanceof Unreadable && options.invalid === 'reject') {
          reasons ??= []
          reasons.push(`cannot read ${field.name} ${shown(value)} as ${article[form.type]} ${form.type}: ${next.why}`)
        } else {
          result ??= { ...cleaned }
          field.write(result, next instanceof Unreadable ? null : next)
        }
      }
      return reasons ? reject(record, reasons.join('; ')) : (result ?? cleaned)
    }
  },
})

const article = { string: 'a', number: 'a', integer: 'an', boolean: 'a', date: 'a', timestamp: 'a' }

/** What is known of each field, its own word before the general one. */
function formsOf(options: Options): Record<string, ReaderForm> {
  const forms = Object.entries<Options['fields'][string]>(options.fields).map(([name, declared]) => {
    const own = typeof declared === 'object' ? declared : { type: declared }
    const { unit, from } = own
    if ((unit ?? from) !== undefined) checkUnits(name, own.type, unit, from)
    return [name, { type: own.type, unit, from, ...generalForm({ ...options, ...own }) }]
  })
  return Object.fromEntries(forms)
}

function generalForm({
  decimal,
  date_order,
  century,
  zone,
}: Pick<Options, 'decimal' | 'date_order' | 'century' | 'zone'>) {
  return { decimal, order: date_order, century, zone: zone === undefined ? undefined : openZone(zone) }
}

/** Reads what it can of the fields that are not declared. */
function detectorOf(options: Options, declared: object): (record: JsonRecord) => JsonRecord {
  const form: ReaderForm = { type: 'string', unit: undefined, from: undefined, ...generalForm(options) }
  return (record) => {
    let changed: NewRecord | undefined
    for (const [key, value] of Object.entries(record)) {
      const found = typeof value === 'string' && !Object.hasOwn(declared, key) ? detect(value, form) : undefined
      if (found === undefined || found === value) continue
      changed ??= { ...record }
      put(changed, key, found)
    }
    return changed ?? record
  }
}

function openZone(name: string): Zone {
  try {
    return new Zone(name)
  } catch (cause) {
    const hint = didYouMean(name, Intl.supportedValuesOf('timeZone')) ?? 'Write it like Europe/Madrid.'
    throw new UserError('invalid', `cannot use "clean": there is no time zone "${name}"`, { hint, cause })
  }
}

function checkUnits(field: string, type: string, unit: string | undefined, from: string | undefined): void {
  const refuse = (why: string, hint: string) => {
    throw new UserError('invalid', `cannot use "clean": ${why}`, { hint })
  }
  if (type !== 'number' && type !== 'integer') refuse(`"${field}" is a ${type} and has no unit`, 'Write type: number.')
  if (unit === undefined) refuse(`"from" of "${field}" says nothing without "unit"`, 'Add unit: with the unit wanted.')
  for (const name of [unit, from]) {
    if (name === undefined || maybeUnit(name)) continue
    refuse(`the unit "${name}" is not known`, didYouMean(name, unitNames) ?? `Choose one of ${unitNames.join(', ')}.`)
  }
  const [to, other] = [maybeUnit(unit!)!, maybeUnit(from ?? unit!)!]
  if (to.of !== other.of) refuse(`"${from}" is a ${other.of} and "${unit}" a ${to.of}`, 'Choose units of one kind.')
}
