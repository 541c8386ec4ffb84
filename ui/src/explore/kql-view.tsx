import { Button, Modal, SegmentedControl } from '@mantine/core'
import { ListTree } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { useKeys } from '../app/keys.ts'
import { ApiError } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Problem } from '../design/problem.tsx'
import { SqlModal } from '../design/sql-modal.tsx'
import { useMessages } from '../i18n/messages.ts'
import { sqlOf } from './export.ts'
import { FieldList } from './field-list.tsx'
import { fieldShares } from './field-shares.ts'
import { type Asked, levelOf, type useHits } from './hits.ts'
import classes from './kql-view.module.css'
import { NoRecords } from './no-records.tsx'
import { Overview } from './overview.tsx'
import { PatternList } from './pattern-list.tsx'
import { RecordDrawer } from './record-drawer.tsx'
import { RecordTable } from './record-table.tsx'
import { ResultTools } from './result-tools.tsx'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'
import { title } from './title.ts'

interface KqlViewProps {
  readonly searched: readonly DatasetInfo[]
  readonly asked: Asked
  readonly hits: ReturnType<typeof useHits>
}

/** What a search found: counts over time, fields, records, and one of them opened. */
export function KqlView({ searched, asked, hits: found }: KqlViewProps) {
  const t = useMessages(texts)
  const { title: name } = useMessages(title)
  const [{ record, view }, change] = useExploreState()
  const [sql, setSql] = useState<string>()
  const [isFieldsOpen, setFieldsOpen] = useState(false)
  const { hits, first, error, isPending, isPlaceholderData } = found
  const level = levelOf(searched)
  const shares = useMemo(() => fieldShares(searched, hits), [searched, hits])
  const at = hits.findIndex(({ id }) => id === record)
  const step = (by: 1 | -1) => {
    const next = hits[Math.max(0, Math.min(hits.length - 1, at + by))]
    if (next) change({ record: next.id }, true)
  }
  useKeys(name, [
    { key: 'j', does: t.next, act: () => step(1) },
    { key: 'k', does: t.previous, act: () => step(-1) },
    { key: 'Enter', does: t.open, act: () => at < 0 && step(1) },
    { key: 'Escape', does: t.close, act: () => change({ record: '' }, true) },
  ])
  // What is wrong with the text stands under it.
  const isMistake = error instanceof ApiError && error.code === 'invalid'
  if (error && !isMistake) return <Problem error={error} />
  return (
    <>
      {!isMistake && (
        <Overview
          asked={asked}
          level={level}
          elapsed_ms={first?.elapsed_ms}
          areHitsThere={!isPending && !isPlaceholderData}
        />
      )}
      {first?.warnings.map((warning) => (
        <p key={warning} className={classes.warning}>
          {warning}
        </p>
      ))}
      <div className={classes.parts} data-open={at >= 0 || undefined} data-old={isMistake || undefined}>
        <div className={classes.fields}>
          <FieldList shares={shares} asked={asked} sampled={hits.length} />
        </div>
        <Card className={classes.results}>
          <div className={classes.tools}>
            <SegmentedControl
              aria-label={t.results}
              value={view}
              onChange={(value) => change({ view: value as typeof view, record: '' })}
              data={[
                { value: 'records', label: t.recordsView },
                { value: 'patterns', label: t.patterns },
              ]}
            />
            <Button
              className={classes.toFields}
              variant="subtle"
              leftSection={<ListTree size={14} />}
              onClick={() => setFieldsOpen(true)}
            >
              {t.fields}
            </Button>
            <i />
            <Button variant="subtle" disabled={!first} onClick={() => first && setSql(first.sql)}>
              {t.showSql}
            </Button>
            <ResultTools searched={searched} sql={() => sqlOf(asked)} name={asked.in.join('-').slice(0, 80)} />
          </div>
          {view === 'patterns' ? (
            <PatternList searched={searched} asked={asked} />
          ) : first && hits.length === 0 && !error ? (
            <NoRecords searched={searched} />
          ) : (
            <RecordTable
              hits={hits}
              level={level}
              hasDataset={searched.length > 1}
              isMore={found.hasNextPage}
              onMore={() => !found.isFetching && found.fetchNextPage()}
            />
          )}
        </Card>
        {at >= 0 && (
          <RecordDrawer hit={hits[at]!} level={level} onStep={step} onClose={() => change({ record: '' }, true)} />
        )}
      </div>
      <Modal
        opened={isFieldsOpen}
        onClose={() => setFieldsOpen(false)}
        title={t.fields}
        closeButtonProps={{ 'aria-label': t.close }}
      >
        <div className={classes.fieldsAlone}>
          <FieldList shares={shares} asked={asked} sampled={hits.length} />
        </div>
      </Modal>
      {sql !== undefined && (
        <SqlModal sql={sql} title={t.sqlTitle} hint={t.sqlHint} onClose={() => setSql(undefined)}>
          <Button variant="filled" onClick={() => change({ mode: 'sql', q: sql, record: '' })}>
            {t.openSql}
          </Button>
        </SqlModal>
      )}
    </>
  )
}
