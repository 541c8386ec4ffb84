/** Numbers by name, for columns, bars and radars: a series for each number, or for each name in a second text. */
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { type Answer, columnOf, groupsOf, type Options } from './choice.ts'

export interface Categories {
  readonly categories: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
}

/** Several rows of one name and series are added. */
export function categoriesOf(answer: Answer, options: Options): Categories {
  const { time, labels, values: numbers } = frameOf(answer)
  const { rows = [] } = answer
  const category = columnOf(answer, options, 'category', labels[0] ?? time ?? numbers[0])
  const values = numbers.filter((name) => name !== category)
  const split = columnOf(
    answer,
    options,
    'series',
    values.length === 1 ? labels.find((name) => name !== category) : undefined,
  )
  const groups = groupsOf(rows, category)
  const categories = [...groups.keys()]
  const sumOf = (name: string, column: string, series?: string) => {
    const found = groups.get(name)!.filter((row) => series === undefined || labelOf(row[split!]) === series)
    const known = found.map((row) => numberOf(row[column])).filter((value) => value !== null)
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
  }
  if (split === undefined) {
    return {
      categories,
      series: values.map((column) => ({ name: column, values: categories.map((name) => sumOf(name, column)) })),
    }
  }
  const value = columnOf(answer, options, 'value', values[0])
  return {
    categories,
    series: value
      ? [...groupsOf(rows, split).keys()].map((series) => ({
          name: series,
          values: categories.map((name) => sumOf(name, value, series)),
        }))
      : [],
  }
}
