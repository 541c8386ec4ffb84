import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'
import classes from './top-values.module.css'

/** The most frequent values of a field; each leads to its records. */
export function TopValues({ dataset, field }: { dataset: string; field: string }) {
  const t = useMessages(texts)
  const { data, error } = useQuery({
    queryKey: ['data', 'values', dataset, field],
    queryFn: ({ signal }) => ask('POST /api/search/values', { body: { kql: '', in: [dataset], field }, signal }),
  })
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="xs" />
  if (data.values.length === 0) return <p className={classes.none}>{t.noValues}</p>
  return (
    <ul className={classes.values} aria-label={t.topValues(field)}>
      {data.values.map(({ value, count }) => (
        <li key={value}>
          <Link
            to="/explore"
            search={{ in: dataset, from: 'always', q: `${quoted(field)}:${JSON.stringify(value)}` }}
            title={value}
          >
            {value === '' ? '""' : value}
          </Link>
          <span className={classes.bar}>
            <span style={{ width: `${(count / data.present) * 100}%` }} />
          </span>
          <small title={formatNumber(count)}>{formatPercent(count / data.present)}</small>
        </li>
      ))}
    </ul>
  )
}

/** A field as KQL writes it. */
function quoted(field: string): string {
  return field.replace(/[\\():<>"{}\s]/g, '\\$&')
}
