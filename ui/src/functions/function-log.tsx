import { useQuery } from '@tanstack/react-query'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import page from '../design/page.module.css'
import { Problem } from '../design/problem.tsx'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './function-log.module.css'
import { texts } from './texts.ts'

const again_ms = 3000
const lines = 50

/** What it and Caudal said of it, newest first. */
export function FunctionLog({ name }: { name: string }) {
  const t = useMessages(texts)
  const { data, error } = useQuery({
    queryKey: ['log', 'function', name],
    queryFn: () =>
      ask('POST /api/search', { body: { kql: `function:${JSON.stringify(name)}`, in: ['_caudal'], limit: lines } }),
    refetchInterval: again_ms,
  })
  return (
    <Card className={page.card} aria-label={t.log}>
      <h2>{t.log}</h2>
      {error && <Problem error={error} />}
      {data?.hits.length === 0 && <p>{t.noLog}</p>}
      <ol className={classes.log}>
        {data?.hits.map((hit) => (
          <li key={String(hit._offset)} data-level={String(hit.level)}>
            <time>{formatTime(String(hit._time), 'time')}</time> <span>{String(hit.message)}</span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
