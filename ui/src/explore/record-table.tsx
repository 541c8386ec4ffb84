import { ActionIcon } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { X } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { markedWords } from '../query/kql-text.ts'
import { textOf } from './field-shares.ts'
import type { Hit } from './hits.ts'
import { LevelChip } from './level-chip.tsx'
import { MarkedText } from './marked-text.tsx'
import classes from './record-table.module.css'
import { useExploreState } from './state.ts'
import { summaryOf } from './summary.ts'
import { texts } from './texts.ts'

interface RecordTableProps {
  readonly hits: readonly Hit[]
  readonly level: string | undefined
  /** Several datasets are searched: each record says of which it is. */
  readonly hasDataset: boolean
  readonly isMore: boolean
  readonly onMore: () => void
}

const row_px = 29

/** The records found. Only those in sight are drawn; the next ones are read when their time comes. */
export function RecordTable({ hits, level, hasDataset, isMore, onMore }: RecordTableProps) {
  const t = useMessages(texts)
  const [{ q, columns, record }, change] = useExploreState()
  const area = useRef<HTMLDivElement>(null)
  const isPhone = useMediaQuery('(max-width: 720px)')
  // On a phone the opened record tells it.
  const showsDataset = hasDataset && !isPhone
  const words = useMemo(() => markedWords(q), [q])
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => area.current,
    estimateSize: () => row_px,
    overscan: 12,
  })
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (isMore && last >= hits.length - 30) onMore()
  }, [isMore, last, hits.length, onMore])
  const at = hits.findIndex(({ id }) => id === record)
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at)
  }, [record])

  const open = (hit: Hit) => change({ record: hit.id === record ? '' : hit.id }, true)
  const widths = [
    isPhone ? 104 : 172,
    ...(showsDataset ? [110] : []),
    ...(level && columns.length === 0 ? [74] : []),
    ...(columns.length > 0 ? columns.map((name) => (messageLike.test(name) ? 320 : 130)) : [320]),
  ]
  const grown = columns.length > 0 ? columns.length : 1
  const template = widths
    .map((width, i) => (i < widths.length - grown ? `${width}px` : `minmax(${width}px, ${width}fr)`))
    .join(' ')
  const line = { gridTemplateColumns: template, minWidth: widths.reduce((sum, width) => sum + width + 12, 12) }
  return (
    <div
      ref={area}
      className={classes.area}
      role="table"
      aria-label={t.results}
      aria-rowcount={hits.length}
      tabIndex={0}
    >
      <div className={classes.head} role="row" style={line}>
        <div role="columnheader">{t.time}</div>
        {showsDataset && <div role="columnheader">{t.dataset}</div>}
        {level && columns.length === 0 && <div role="columnheader">{t.level}</div>}
        {columns.map((name) => (
          <div key={name} role="columnheader">
            <span>{name}</span>
            <ActionIcon
              size={16}
              onClick={() => change({ columns: columns.filter((each) => each !== name) }, true)}
              aria-label={t.hideColumn(name)}
            >
              <X size={11} />
            </ActionIcon>
          </div>
        ))}
        {columns.length === 0 && <div role="columnheader">{t.record}</div>}
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => {
          const hit = hits[index]!
          return (
            <div
              key={hit.id}
              role="row"
              aria-rowindex={index + 1}
              className={classes.row}
              data-open={hit.id === record || undefined}
              style={{ ...line, transform: `translateY(${start}px)` }}
              onClick={() => getSelection()?.isCollapsed !== false && open(hit)}
            >
              <div role="cell" className={classes.time}>
                {formatTime(String(hit.fields._time ?? ''), isPhone ? 'time' : 'record')}
              </div>
              {showsDataset && <div role="cell">{hit.dataset}</div>}
              {level && columns.length === 0 && (
                <div role="cell">
                  <LevelChip level={hit.fields[level]} />
                </div>
              )}
              {columns.map((name) => (
                <div key={name} role="cell" className={classes.data}>
                  {name === level ? (
                    <LevelChip level={hit.fields[name]} />
                  ) : (
                    <MarkedText text={textOf(hit.fields[name])} words={words} />
                  )}
                </div>
              ))}
              {columns.length === 0 && (
                <div role="cell" className={classes.data}>
                  <SummaryText hit={hit} level={level} words={words} />
                </div>
              )}
            </div>
          )
        })}
      </div>
      <div className={classes.foot}>{isMore ? t.more : hits.length > 0 ? t.end : ''}</div>
    </div>
  )
}

const messageLike = /message|msg|line|text|url|path|exception/i

function SummaryText({ hit, level, words }: { hit: Hit; level: string | undefined; words: readonly string[] }) {
  const { message, rest } = summaryOf(hit.fields, level)
  return (
    <>
      {message !== undefined && (
        <span>
          <MarkedText text={message} words={words} />
        </span>
      )}
      {rest.slice(0, 12).map(([name, value]) => (
        <span key={name} className={classes.pair}>
          <i>{name}</i> <MarkedText text={value.slice(0, 200)} words={words} />
        </span>
      ))}
    </>
  )
}
