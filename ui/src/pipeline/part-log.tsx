import { useQuery } from '@tanstack/react-query'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { RiverNode } from './graph.ts'
import classes from './part-log.module.css'
import { texts } from './texts.ts'

const again_ms = 3000
const lines = 50

/** What Caudal's own log says of a part, newest first. */
export function PartLog({ node: { kind, name } }: { node: RiverNode }) {
  const t = useMessages(texts)
  const field = kind === 'rejected' ? 'dataset' : kind
  const { data, error } = useQuery({
    queryKey: ['log', field, name],
    queryFn: () =>
      ask('POST /api/search', { body: { kql: `${field}:${JSON.stringify(name)}`, in: ['_caudal'], limit: lines } }),
    refetchInterval: again_ms,
  })
  if (error) return <Problem error={error} />
  if (!data) return null
  if (data.hits.length === 0) return <p className={classes.none}>{t.noLog}</p>
  return (
    <ol className={classes.log}>
      {data.hits.map((hit) => (
        <li key={String(hit._offset)} data-level={String(hit.level)}>
          <time>{formatTime(String(hit._time), 'time')}</time> <span>{String(hit.message)}</span>
        </li>
      ))}
    </ol>
  )
}
