import { defineFunction } from 'caudal'
import { columnOf, isMissing, type Read, readDay, readNumber } from './fields.ts'

interface Row extends Record<string, unknown> {
  /** Added by the source: the file, and the line in it. */
  readonly file: string
  readonly line: number
}

interface Config {
  /** The place of files that have no column for it. */
  readonly place: string
  readonly mean: readonly [low: number, high: number]
  readonly sd: readonly [low: number, high: number]
}

interface Reading {
  readonly date: string
  readonly place: string
  readonly mean: number
  readonly sd: number
}

/**
 * Turns a row, as somebody wrote it, into a reading, or says all that is wrong with it. A row that says what is known of its place and
 * day already says nothing; one that says something else is a correction.
 */
export default defineFunction<Row, Config>({
  *run(records, { config, reject, state }) {
    for (const record of records) {
      const { reading, mistakes } = readRow(record, config)
      for (const mistake of mistakes) reject(record, mistake)
      if (!reading) continue
      const { place, date, mean, sd } = reading
      const known = state.get<readonly number[]>(`${place} ${date}`)
      if (known?.[0] === mean && known[1] === sd) continue
      state.set(`${place} ${date}`, [mean, sd])
      yield { date, place, mean, sd, file: record.file, line: record.line }
    }
  },
})

function readRow(row: Row, config: Config): { readonly reading?: Reading; readonly mistakes: readonly string[] } {
  const texts: Record<string, string> = {}
  for (const name in row) texts[columnOf(name)] = String(row[name])
  const mistakes: string[] = []
  const read = <Value>(
    name: string,
    text: string | undefined,
    parse: (text: string) => Read<Value>,
  ): Value | undefined => {
    const result = readField(name, text, parse)
    if ('value' in result) return result.value
    mistakes.push(result.mistake)
    return undefined
  }
  const date = read('date', texts.date, readDay)
  const place = read('place', texts.place ?? config.place, (text) => ({ value: text }))
  const mean = read('mean', texts.mean, (text) => readNumber(text, config.mean))
  const sd = read('sd', texts.sd, (text) => readNumber(text, config.sd))
  const isWhole = date !== undefined && place !== undefined && mean !== undefined && sd !== undefined
  return isWhole ? { reading: { date, place, mean, sd }, mistakes } : { mistakes }
}

function readField<Value>(name: string, text = '', parse: (text: string) => Read<Value>): Read<Value> {
  const trimmed = text.trim()
  if (isMissing(trimmed)) {
    return { mistake: `cannot find ${name}: the field is ${trimmed === '' ? 'empty' : `"${trimmed}"`}` }
  }
  const result = parse(trimmed)
  return 'value' in result ? result : { mistake: `cannot read ${name} "${trimmed}": ${result.mistake}` }
}
