import { useMemo, useState } from 'react'
import { formatTime } from '../../i18n/format.ts'
import { language, zone } from '../../i18n/locale.ts'
import { frameOf, labelOf, numberOf } from '../frame.ts'
import { shownNumber, toneOf } from '../number-text.ts'
import { definePanel, type PanelProps, type Pick } from './panel.ts'
import classes from './table.module.css'

/** More rows than these nobody reads here; the file of an export has all. */
const most = 500

/** Rows as they are. The greatest number of a column with a bar fills its cell. */
function TablePanel({ panel, title, answer, onPick }: PanelProps) {
  language.use()
  zone.use()
  const frame = useMemo(() => frameOf(answer), [answer])
  const [order, setOrder] = useState<{ readonly column: string; readonly isDown: boolean }>()
  const columns = answer.columns ?? []
  const rows = useMemo(() => {
    const all = [...(answer.rows ?? [])]
    if (!order) return all.slice(0, most)
    const { column, isDown } = order
    const isNumber = frame.values.includes(column)
    const compare = (a: unknown, b: unknown) =>
      isNumber ? (numberOf(a) ?? -Infinity) - (numberOf(b) ?? -Infinity) : labelOf(a).localeCompare(labelOf(b))
    return all.sort((a, b) => compare(a[column], b[column]) * (isDown ? -1 : 1)).slice(0, most)
  }, [answer, order, frame])
  const bars = new Map(
    (panel.options?.bars === false ? [] : frame.values.slice(0, 1)).map((name) => [
      name,
      Math.max(0, ...rows.map((row) => numberOf(row[name]) ?? 0)),
    ]),
  )
  const shown = (name: string, value: unknown) => {
    if (name === frame.time || (typeof value === 'string' && isTime(columns, name)))
      return formatTime(String(value), 'dateTime')
    return frame.values.includes(name)
      ? shownNumber(numberOf(value), { ...panel, unit: unitOf(panel, name) })
      : labelOf(value)
  }
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th
                key={name}
                data-number={frame.values.includes(name) || undefined}
                aria-sort={order?.column === name ? (order.isDown ? 'descending' : 'ascending') : undefined}
              >
                <button
                  type="button"
                  onClick={() =>
                    setOrder({
                      column: name,
                      isDown: order?.column === name ? !order.isDown : frame.values.includes(name),
                    })
                  }
                >
                  {name}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={`${i} ${labelOf(row[columns[0]?.name ?? ''])}`}>
              {columns.map(({ name }) => {
                const value = numberOf(row[name])
                const largest = bars.get(name)
                const isNumber = frame.values.includes(name)
                return (
                  <td
                    key={name}
                    data-number={isNumber || undefined}
                    data-tone={isNumber ? toneOf(value, panel.thresholds) : undefined}
                  >
                    {largest ? <i style={{ width: `${((value ?? 0) / largest) * 100}%` }} /> : null}
                    {onPick && frame.labels.includes(name) && !isTime(columns, name) ? (
                      <button
                        type="button"
                        onClick={({ currentTarget }) => onPick(cellPick(name, row[name], currentTarget))}
                      >
                        {shown(name, row[name])}
                      </button>
                    ) : (
                      <span>{shown(name, row[name])}</span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function cellPick(name: string, value: unknown, cell: Element): Pick {
  const { left, bottom } = cell.getBoundingClientRect()
  const text = value === null || value === undefined || value === '' ? null : labelOf(value)
  return { choices: [{ [name]: text }], x: left, y: bottom }
}

function isTime(columns: readonly { readonly name: string; readonly type: string }[], name: string): boolean {
  return columns.some((column) => column.name === name && column.type.startsWith('TIMESTAMP'))
}

/** Numbers of a table differ in kind: each has its own in `options: { units: { column: unit } }`. */
function unitOf({ unit = '', options }: PanelProps['panel'], column: string): string {
  const units = options?.units
  const own = typeof units === 'object' && units !== null ? (units as Record<string, unknown>)[column] : undefined
  return typeof own === 'string' ? own : unit
}

export default definePanel({ View: TablePanel })
