import { Type } from 'typebox'
import { encodingOption, transcoded } from '../encoding-option.ts'
import { defineFormat } from '../format.ts'
import { dialectOf, looksLike } from './looks.ts'
import { CsvReader } from './reader.ts'

export default defineFormat({
  name: 'csv',
  summary:
    'Rows of fields (CSV, TSV), each row one record named by the header; numbers and booleans are read as such where nothing is lost.',
  options: Type.Object({
    delimiter: Type.Union(
      [Type.Literal('detect'), Type.String({ minLength: 1, maxLength: 1, pattern: '^[\\x00-\\x7f]$' })],
      {
        description: 'What stands between fields; `detect` knows comma, semicolon, tab and bar.',
        default: 'detect',
      },
    ),
    header: Type.Union([Type.Literal('detect'), Type.Boolean()], {
      description:
        'Whether the first row names the fields; `detect` says no where it has numbers like those of the second. Without names they are `column_1`, `column_2`.',
      default: 'detect',
    }),
    columns: Type.Array(Type.String(), {
      description: 'The names of the fields, in place of those of the header.',
      default: [],
    }),
    quote: Type.String({
      description: 'What stands around fields that hold delimiters or line ends; doubled inside.',
      minLength: 1,
      maxLength: 1,
      pattern: '^[\\x00-\\x7f]$',
      default: '"',
    }),
    decimal: Type.Union([Type.Literal('detect'), Type.Literal('.'), Type.Literal(',')], {
      description: 'The decimal mark; `detect` knows the comma where it is not the delimiter.',
      default: 'detect',
    }),
    types: Type.Boolean({
      description: 'Reads numbers and booleans as such; false keeps every value as text.',
      default: true,
    }),
    day_first: Type.Array(Type.String(), {
      description:
        'Fields with dates like `31/01/2024` or `31.1.24 9:30`, the day first: they become ISO 8601, which is UTC. What is no such date stays as it is written.',
      default: [],
    }),
    month_first: Type.Array(Type.String(), {
      description: 'The same for fields whose dates have the month first, like `1/31/2024 9:30 PM`.',
      default: [],
    }),
    nulls: Type.Array(Type.String(), {
      description:
        'Texts that mean that there is no value, such as `NA`; an empty field always does, and `NaN` unless `types` is false.',
      default: [],
    }),
    keep_empty: Type.Boolean({
      description: 'Keeps an empty field as an empty text; otherwise the record is without it.',
      default: false,
    }),
    line_field: Type.String({
      description: 'A field to be added with the line on which the row begins; empty for none.',
      default: '',
    }),
    text_field: Type.String({
      description: 'A field to be added with the row as it was written; empty for none.',
      default: '',
    }),
    encoding: encodingOption,
  }),
  mediaTypes: ['text/csv', 'application/csv', 'text/tab-separated-values'],
  extensions: ['csv', 'tsv', 'tab'],
  lineByLine: 'by_header',
  cases: [
    {
      given: 'id,name\n1,Ada\n2,Grace\n',
      gives: [
        { id: 1, name: 'Ada' },
        { id: 2, name: 'Grace' },
      ],
    },
    {
      given: 'id\tname\r\n1\tAda\r\n\r\n2\tGrace',
      gives: [
        { id: 1, name: 'Ada' },
        { id: 2, name: 'Grace' },
      ],
    },
    {
      given: 'ort;wert\nWien;1,5\nGraz;-20,25\n',
      gives: [
        { ort: 'Wien', wert: 1.5 },
        { ort: 'Graz', wert: -20.25 },
      ],
    },
    {
      given: 'a,b\n"x, ""y""","two\nlines"\n',
      gives: [{ a: 'x, "y"', b: 'two\nlines' }],
    },
    {
      given: 'int,zip,plus,long,spaced,flag,none\n12,00501,+1,12345678901234567890, 5.2 ,true,\n',
      gives: [{ int: 12, zip: '00501', plus: '+1', long: '12345678901234567890', spaced: 5.2, flag: true }],
    },
    { given: 'at,wtr\n10:00,NaN\n10:30,6.5\n', gives: [{ at: '10:00' }, { at: '10:30', wtr: 6.5 }] },
    { options: { types: false }, given: 'a,b,c\n1,true,NaN\n', gives: [{ a: '1', b: 'true', c: 'NaN' }] },
    { options: { nulls: ['NA'] }, given: 'a,b\n1,NA\n', gives: [{ a: 1 }] },
    {
      options: { day_first: ['de', 'not there'], month_first: ['us'] },
      given: 'de;us;asis\n31.1.24;"1/31/2024 9:30 PM";31/01/2024\n13.13.2024;;\n',
      gives: [{ de: '2024-01-31', us: '2024-01-31T21:30:00', asis: '31/01/2024' }, { de: '13.13.2024' }],
    },
    { options: { keep_empty: true }, given: 'a,b,c\n1,, \n', gives: [{ a: 1, b: '', c: ' ' }] },
    {
      options: { line_field: 'line', text_field: 'row' },
      given: 'a;line\n\n1,5;"x"\n',
      gives: [{ line: 3, row: '1,5;"x"', a: 1.5, line_2: 'x' }],
    },
    {
      given: '2026-01-01,1.5\n2026-01-02,2.5\n',
      gives: [
        { column_1: '2026-01-01', column_2: 1.5 },
        { column_1: '2026-01-02', column_2: 2.5 },
      ],
    },
    { given: 'a,a,\n1,2,3\n', gives: [{ a: 1, a_2: 2, column_3: 3 }] },
    {
      given: 'a,b,c,d,e\n1,2,3\n1,2,3,4,5\n',
      gives: [{ a: 1, b: 2, c: 3, d: 4, e: 5 }],
      rejects: ['cannot read row: expecting 5 fields; got 3'],
    },
    {
      given: 'a,b\n"x"y,1\n"never closed,2\n',
      gives: [],
      rejects: [
        'cannot read row: expecting a delimiter after the closing quote',
        'cannot read row: the input ends inside quotes',
      ],
    },
  ],

  looksLike,

  dialect: dialectOf,

  open(options, limits, start) {
    return transcoded(options.encoding, new CsvReader(options, limits, start))
  },
})
