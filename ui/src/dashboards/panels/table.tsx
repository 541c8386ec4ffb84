import { useMemo, useState } from 'react'
import { zone } from '../../i18n/locale.ts'
import { useMessages } from '../../i18n/messages.ts'
import { frameOf, labelOf, numberOf } from '../../lib/frame.ts'
import { toneOf } from '../number-text.ts'
import { definePanel, type PanelProps, type Pick } from './panel.ts'
import classes from './table.module.css'
import { cellText, isTime, largestOf } from './table-cell.ts'
import { texts } from './texts.ts'

/** More rows than these nobody reads here; the file of an export has all. */
const most = 500

/** Rows as they are. The greatest number of a column with a bar fills its cell. */
function TablePanel({ panel, title, answer, onPick }: PanelProps) {
  const t = useMessages(texts)
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
  const bars = new Map(columns.map(({ name }) => [name, largestOf(name, panel, { ...answer, rows })]))
  const shown = (name: string, value: unknown) => cellText(name, value, panel, answer)
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
                  {name === '_time' ? t.time : name}
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
                    {onPick && frame.labels.includes(name) && !isTime(answer, name) ? (
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

export default definePanel({ View: TablePanel })
