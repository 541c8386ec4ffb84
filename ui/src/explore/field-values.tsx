import { ActionIcon, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Minus, Plus } from 'lucide-react'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { withFilter } from '../query/kql-text.ts'
import classes from './field-values.module.css'
import { type Asked, bodyOf } from './hits.ts'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** The most frequent values of a field among all records found, each to be asked for or left out. */
export function FieldValues({ field, asked }: { field: string; asked: Asked }) {
  const t = useMessages(texts)
  const [{ q }, change] = useExploreState()
  const { data, error } = useQuery({
    queryKey: ['values', asked, field],
    queryFn: ({ signal }) => ask('POST /api/search/values', { body: { ...bodyOf(asked), field }, signal }),
  })
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="xs" />
  const filter = (value: string, isWanted: boolean) => change({ q: withFilter(q, field, value, isWanted), record: '' })
  return (
    <section className={classes.values}>
      <h3>
        {field} <span>{data.records > 0 && t.presentIn(formatPercent(data.present / data.records))}</span>
      </h3>
      {data.values.length === 0 && <p>{t.noValues}</p>}
      <ul aria-label={t.topValues}>
        {data.values.map(({ value, count }) => (
          <li key={value}>
            <span className={classes.value} title={value}>
              {value === '' ? '""' : value}
            </span>
            <small title={formatNumber(count)}>{formatPercent(count / data.present)}</small>
            <ActionIcon
              size={20}
              onClick={() => filter(value, true)}
              aria-label={t.filterFor(value)}
              title={t.filterFor(value)}
            >
              <Plus size={13} />
            </ActionIcon>
            <ActionIcon
              size={20}
              onClick={() => filter(value, false)}
              aria-label={t.filterOut(value)}
              title={t.filterOut(value)}
            >
              <Minus size={13} />
            </ActionIcon>
            <span className={classes.bar}>
              <span style={{ width: `${(count / data.present) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
