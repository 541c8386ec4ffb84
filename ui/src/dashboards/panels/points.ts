/** Two numbers of each row against each other, by group; a third as the size. */
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { type Answer, columnOf, groupsOf, type Options } from './choice.ts'

export interface Points {
  readonly x: string
  readonly y: string
  readonly size: string | undefined
  readonly groups: readonly {
    readonly name: string
    readonly points: readonly {
      readonly x: number
      readonly y: number
      readonly size?: number
      readonly label: string
    }[]
  }[]
}

export function pointsOf(answer: Answer, options: Options, isSized: boolean): Points | undefined {
  const { labels, values: numbers } = frameOf(answer)
  const x = columnOf(answer, options, 'x', numbers[0])
  const y = columnOf(
    answer,
    options,
    'y',
    numbers.find((name) => name !== x),
  )
  const size = isSized
    ? columnOf(
        answer,
        options,
        'size',
        numbers.find((name) => name !== x && name !== y),
      )
    : undefined
  if (x === undefined || y === undefined) return undefined
  const group = columnOf(answer, options, 'group', labels.length > 1 ? labels[1] : isSized ? undefined : labels[0])
  const label = columnOf(answer, options, 'label', labels[0])
  return {
    x,
    y,
    size,
    groups: [...groupsOf(answer.rows ?? [], group)].map(([name, rows]) => ({
      name,
      points: rows.flatMap((row) => {
        const [left, up, weight] = [numberOf(row[x]), numberOf(row[y]), size && numberOf(row[size])]
        if (left === null || up === null || (size && weight === null)) return []
        const text = label === undefined ? '' : labelOf(row[label])
        return { x: left, y: up, ...(size ? { size: weight as number } : {}), label: text }
      }),
    })),
  }
}

/** The diameter of a bubble: its area is the number. */
export function diameterOf(size: number, greatest: number, most_px: number): number {
  return greatest <= 0 ? 4 : Math.max(4, Math.sqrt(Math.max(0, size) / greatest) * most_px)
}
