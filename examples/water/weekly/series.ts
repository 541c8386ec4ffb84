/** Public series of measurements, as readings: a lake at 20 depths every ten minutes, and rivers once a day. */
import { type Reading, rounded } from './reading.ts'

/** Each depth is a place; the mean and the standard deviation are those of the day's measurements. */
export function readingsOfLake(tsv: string): Reading[] {
  const [header, ...rows] = linesOf(tsv).map((line) => line.split('\t'))
  const days = Map.groupBy(rows, (row) => row[0]!.slice(0, 10))
  return [...days].flatMap(([date, measured]) =>
    header!.slice(1).flatMap((name, i) => {
      const values = measured.map((row) => Number(row[i + 1])).filter((value) => !Number.isNaN(value))
      // A chain of thermometers that was out of order all day read nothing.
      if (values.length === 0) return []
      return [{ date, place: name.replace(/^wtr_(.*)$/, 'lake-$1m'), ...summaryOf(values) }]
    }),
  )
}

/** A river is measured once a day: its standard deviation is that of the last three days, which says how fast it changes. */
export function readingsOfRiver(csv: string, place: string): Reading[] {
  const [header, ...rows] = linesOf(csv).map((line) => line.split(','))
  const column = header!.indexOf('WTEMP')
  const values = rows.map((row) => Number(row[column]))
  return rows.map((row, i) => {
    const { sd } = summaryOf(values.slice(Math.max(0, i - 2), i + 1))
    return { date: row[0]!.slice(0, 10), place, mean: values[i]!, sd }
  })
}

/** The mean and the sample's standard deviation, to thousandths; of one value, 0. */
function summaryOf(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean: rounded(mean, 3), sd: rounded(Math.sqrt(squares / Math.max(1, values.length - 1)), 3) }
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '')
}
