import type { Chance } from './chance.ts'
import { chooseSpoils, type Fault } from './faults.ts'
import type { Field, Reading } from './reading.ts'
import { chooseStyle, encode, type Style, writeNumber, writeRow } from './style.ts'

/** What is to be found in one row: a reading, or what is wrong with it. */
export type RowTruth = {
  readonly file: string
  /** Counted from 1; the header is a line too, and so is a blank one. */
  readonly line: number
  /** The row as it is written. */
  readonly text: string
} & ({ readonly reading: Reading } | { readonly faults: readonly Fault[] })

export interface WeeklyFile {
  readonly name: string
  readonly bytes: Buffer
  readonly truth: readonly RowTruth[]
}

/** The place of a file that has no column for it. */
export const onlyPlace = 'P-01'

/** Writes readings as people do: in a style of their own, with rows twice, blank lines, slips and cut ends. */
export function writeDirtily(name: string, readings: readonly Reading[], chance: Chance): WeeklyFile {
  const hasPlace = readings.some(({ place }) => place !== onlyPlace) || chance.happens(0.2)
  const style = chooseStyle(chance, hasPlace)
  const lines = [writeRow(style.names, style)]
  const truth: RowTruth[] = []
  const add = (text: string, found: { reading: Reading } | { faults: Fault[] }) => {
    lines.push(text)
    truth.push({ file: name, line: lines.length, text, ...found })
  }
  for (const reading of readings) {
    const values = valuesOf(reading, style)
    const text = inRow(values, style)
    add(text, { reading })
    if (chance.happens(0.02)) add(text, { reading })
    if (chance.happens(0.02)) lines.push(chance.pick(['', '', '  ']))
    if (chance.happens(0.05)) {
      const spoiled = chooseSpoils(chance, style.columns)
      const broken = spoiled.map(({ field, write }) => [field, write(chance, style)] as const)
      add(inRow({ ...values, ...Object.fromEntries(broken) }, style), {
        faults: inOrder(spoiled.map(({ fault }) => fault)),
      })
    }
    if (chance.happens(0.003)) {
      const faults = style.columns.map((field): Fault => `${field} missing`)
      add(style.delimiter.repeat(style.columns.length - 1), { faults: inOrder(faults) })
    }
  }
  const isCut = chance.happens(0.1) && readings.length > 0
  if (isCut) add(cut(inRow(valuesOf(readings.at(-1)!, style), style), style, chance), { faults: ['row truncated'] })
  const end = isCut || !style.endsLastLine ? '' : style.lineEnd
  return { name, bytes: encode(lines.join(style.lineEnd) + end, style), truth }
}

/** Writes readings as a program does. */
export function writeCleanly(name: string, readings: readonly Reading[]): WeeklyFile {
  const texts = readings.map(({ date, place, mean, sd }) => `${date},${place},${mean},${sd}`)
  const truth = readings.map((reading, i) => ({ file: name, line: i + 2, text: texts[i]!, reading }))
  return { name, bytes: Buffer.from(['date,place,mean,sd', ...texts, ''].join('\n')), truth }
}

function valuesOf({ date, place, mean, sd }: Reading, style: Style): Record<Field, string> {
  return { date: style.writeDate(date), place, mean: writeNumber(mean, style), sd: writeNumber(sd, style) }
}

function inRow(values: Record<Field, string>, style: Style): string {
  return writeRow(
    style.columns.map((field) => values[field]),
    style,
  )
}

/** The beginning of a row, without its last delimiter at least. */
function cut(row: string, { delimiter }: Style, chance: Chance): string {
  return row.slice(0, chance.whole(1, row.replace(/"[^"]*"$/, '').lastIndexOf(delimiter)))
}

/** Faults in the order of the fields of a reading, whatever that of the columns is. */
function inOrder(faults: readonly Fault[]): Fault[] {
  const order = ['date', 'place', 'mean', 'sd']
  return faults.toSorted((a, b) => order.indexOf(a.split(' ')[0]!) - order.indexOf(b.split(' ')[0]!))
}
