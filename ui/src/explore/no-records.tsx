import { Button } from '@mantine/core'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { formatAgo } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** Nothing was found: why that may be, and what to try. */
export function NoRecords({ searched }: { searched: readonly DatasetInfo[] }) {
  const t = useMessages(texts)
  const [{ q, from, to }, change] = useExploreState()
  const newest =
    searched
      .map(({ until }) => until ?? '')
      .sort()
      .at(-1) ?? ''
  return (
    <EmptyState
      title={t.noRecords}
      action={
        <div>
          {(from !== '' || to !== 'now') && (
            <Button variant="filled" onClick={() => change({ from: '', to: 'now' })}>
              {t.widen}
            </Button>
          )}{' '}
          {q !== '' && <Button onClick={() => change({ q: '' })}>{t.clearQuery}</Button>}
        </div>
      }
    >
      {t.noRecordsHint} {newest !== '' && t.newestIs(formatAgo(newest))}
    </EmptyState>
  )
}
