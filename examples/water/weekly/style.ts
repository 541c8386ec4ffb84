import type { Chance } from './chance.ts'
import { type Field, fields } from './reading.ts'

/** How one file is written: as its author, his language and his spreadsheet program happened to. */
export interface Style {
  readonly columns: readonly Field[]
  /** The header's names, in the order of the columns. */
  readonly names: readonly string[]
  readonly delimiter: string
  readonly decimal: string
  /** Decimals that are always written; without it as few as the value needs. */
  readonly decimals: number | undefined
  readonly writeDate: (date: string) => string
  readonly lineEnd: string
  readonly encoding: 'utf-8' | 'utf-8 with mark' | 'windows-1252'
  readonly endsLastLine: boolean
}

const names = {
  en: { date: ['date'], place: ['place'], mean: ['mean'], sd: ['sd'] },
  es: { date: ['fecha'], place: ['lugar'], mean: ['media'], sd: ['desviacion', 'desviación'] },
}
const letterCases = [
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => name[0]!.toUpperCase() + name.slice(1),
]
const months = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  es: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
}

/** `dd/mm` and never `mm/dd`: nothing in a file could tell them apart. */
function datesIn(language: 'en' | 'es'): ((year: string, month: string, day: string) => string)[] {
  const monthOf = (month: string) => months[language][Number(month) - 1]!
  return [
    (year, month, day) => `${year}-${month}-${day}`,
    (year, month, day) => `${year}-${month}-${day}`,
    (year, month, day) => `${year}-${month}-${day} 00:00:00`,
    (year, month, day) => `${year}-${month}-${day}T00:00:00Z`,
    (year, month, day) => `${year}/${month}/${day}`,
    (year, month, day) => `${year}${month}${day}`,
    (year, month, day) => `${day}/${month}/${year}`,
    (year, month, day) => `${Number(day)}/${Number(month)}/${year}`,
    (year, month, day) => `${day}/${month}/${year.slice(2)}`,
    (year, month, day) => `${day}-${month}-${year}`,
    (year, month, day) => `${day}.${month}.${year}`,
    (year, month, day) => `${day}-${monthOf(month).slice(0, 3)}-${year}`,
    language === 'es'
      ? (year, month, day) => `${Number(day)} de ${monthOf(month)} de ${year}`
      : (year, month, day) => `${monthOf(month)} ${Number(day)}, ${year}`,
  ]
}

export function chooseStyle(chance: Chance, hasPlace: boolean): Style {
  const language = chance.pick(['en', 'es'] as const)
  const columns = chance.happens(0.5) ? [...fields] : chance.shuffled(fields)
  const inCase = chance.pick(letterCases)
  const delimiter = chance.pick([',', ';', '\t'])
  const writeDate = chance.pick(datesIn(language))
  const shown = columns.filter((field) => hasPlace || field !== 'place')
  return {
    columns: shown,
    names: shown.map((field) => inCase(chance.pick(names[language][field])) + (chance.happens(0.05) ? ' ' : '')),
    delimiter,
    decimal: chance.happens(language === 'es' ? 0.7 : 0.1) ? ',' : '.',
    decimals: chance.pick([undefined, 2, 3]),
    writeDate: (date) => writeDate(...(date.split('-') as [string, string, string])),
    lineEnd: chance.pick(['\n', '\n', '\r\n']),
    encoding: chance.pick(['utf-8', 'utf-8', 'utf-8 with mark', 'windows-1252'] as const),
    endsLastLine: chance.happens(0.8),
  }
}

export function writeNumber(value: number, { decimal, decimals }: Style): string {
  return (decimals === undefined ? String(value) : value.toFixed(decimals)).replace('.', decimal)
}

/** The row of a header or of values, in quotes where the delimiter is in a value. */
export function writeRow(values: readonly string[], { delimiter }: Style): string {
  return values.map((value) => (value.includes(delimiter) ? `"${value}"` : value)).join(delimiter)
}

export function encode(text: string, { encoding }: Style): Buffer {
  if (encoding === 'windows-1252') return Buffer.from(text, 'latin1')
  return Buffer.from(encoding === 'utf-8 with mark' ? `\ufeff${text}` : text)
}
