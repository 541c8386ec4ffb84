import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import type { QueryResult } from '../../../src/model/query-report.ts'
import { useMessages } from '../i18n/messages.ts'
import { textOf } from './field-shares.ts'
import { shownText } from './shown-text.ts'
import classes from './sql-result.module.css'
import { texts } from './texts.ts'

const row_px = 27
const gap_px = 12
/** Of a character of the fixed width. */
const character_px = 7.4
const narrowest = 8
const widest = 48
/** So many rows tell how wide a column is. */
const measured = 200
/** As SQL writes it. */
const absent = 'null'
const numeric = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/

/** The rows of a statement, as wide as they are. */
export function SqlResult({ result: { columns, rows } }: { result: QueryResult }) {
  const t = useMessages(texts)
  const area = useRef<HTMLDivElement>(null)
  const shown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => area.current,
    estimateSize: () => row_px,
    overscan: 12,
  })
  const line = useMemo(() => {
    const widths = columns.map(({ name, type }) => {
      const lengths = rows.slice(0, measured).map((row) => shownText(row[name], type).length)
      const longest = Math.max(narrowest, name.length, ...lengths)
      return Math.ceil(Math.min(widest, longest) * character_px)
    })
    return {
      gridTemplateColumns: widths.map((width) => `minmax(${width}px, ${width}fr)`).join(' '),
      minWidth: widths.reduce((sum, width) => sum + width + gap_px, gap_px),
    }
  }, [columns, rows])
  return (
    <div
      ref={area}
      className={classes.area}
      role="table"
      aria-label={t.results}
      aria-rowcount={rows.length}
      tabIndex={0}
    >
      <div className={classes.head} role="row" style={line}>
        {columns.map(({ name, type }) => (
          <div key={name} role="columnheader" data-number={numeric.test(type) || undefined} title={type.toLowerCase()}>
            {name}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: shown.getTotalSize(), position: 'relative' }}>
        {shown.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 1}
            className={classes.row}
            style={{ ...line, transform: `translateY(${start}px)` }}
          >
            {columns.map(({ name, type }) => (
              <div
                key={name}
                role="cell"
                data-number={numeric.test(type) || undefined}
                title={textOf(rows[index]![name])}
              >
                {rows[index]![name] === null ? <i>{absent}</i> : shownText(rows[index]![name], type)}
              </div>
            ))}
          </div>
        ))}
      </div>
      {rows.length === 0 && <p className={classes.none}>{t.sqlNone}</p>}
    </div>
  )
}
