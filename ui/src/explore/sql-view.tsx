import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { ApiError, ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { Problem } from '../design/problem.tsx'
import { formatElapsed, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Asked } from './hits.ts'
import { ResultTools } from './result-tools.tsx'
import { SqlResult } from './sql-result.tsx'
import classes from './sql-view.module.css'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

const rowCap = 50_000

/** The result of a statement; `asked` changes when it is to be asked again. */
export function useSqlResult(sql: string, asked: Asked) {
  return useQuery({
    queryKey: ['sql', sql, asked],
    queryFn: async ({ signal }) => {
      const start = performance.now()
      const result = await ask('POST /api/sql', { body: { sql, limits: { rows: rowCap } }, signal })
      return { ...result, elapsed_ms: performance.now() - start }
    },
    enabled: sql.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

interface SqlViewProps {
  readonly searched: readonly DatasetInfo[]
  readonly result: ReturnType<typeof useSqlResult>
}

export function SqlView({ searched, result: { data, error } }: SqlViewProps) {
  const t = useMessages(texts)
  const [{ q }] = useExploreState()
  if (q.trim() === '') {
    return (
      <Card className={classes.result}>
        <EmptyState title={t.sqlEmpty}>{t.sqlEmptyHint}</EmptyState>
      </Card>
    )
  }
  // What is wrong with the text stands under it.
  if (error && !(error instanceof ApiError && error.code === 'invalid')) return <Problem error={error} />
  if (!data || error) return null
  return (
    <Card className={classes.result}>
      <div className={classes.tools}>
        <b>{t.rows(data.rows.length, formatNumber(data.rows.length))}</b>
        <span>{t.took(formatElapsed(data.elapsed_ms))}</span>
        <i />
        <ResultTools searched={searched} sql={async () => q} name="result" columns={data.columns} />
      </div>
      <SqlResult result={data} />
    </Card>
  )
}
