import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DatasetDetail } from '../../../src/model/dataset-detail.ts'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Problem } from '../design/problem.tsx'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './page.module.css'
import sample from './sample.module.css'
import { texts } from './texts.ts'

const again_ms = 5000
const shownRecords = 10
const shownColumns = 12

/** The newest records as a table; each opens in Explore. */
export function Sample({ dataset: { name, columns } }: { dataset: DatasetDetail }) {
  const t = useMessages(texts)
  const { data, error } = useQuery({
    queryKey: ['data', 'sample', name],
    queryFn: ({ signal }) => ask('POST /api/search', { body: { kql: '', in: [name], limit: shownRecords }, signal }),
    refetchInterval: again_ms,
  })
  const hasTime = columns.some((column) => column.name === '_time')
  const own = columns.map((column) => column.name).filter((column) => !column.startsWith('_'))
  const shown = [...(hasTime ? ['_time'] : []), ...own.slice(0, shownColumns)]
  return (
    <Card className={classes.card} aria-label={t.sample}>
      <h2>
        {t.sample} {own.length > shownColumns && <small>{t.someFields(shownColumns, own.length)}</small>}
      </h2>
      {error && <Problem error={error} />}
      {data?.hits.length === 0 && <p className={classes.about}>{t.noRecords}</p>}
      {data && data.hits.length > 0 && (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={t.sample}>
          <table className={sample.table}>
            <thead>
              <tr>
                {shown.map((column) => (
                  <th key={column}>{column === '_time' ? t.time : column}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.hits.map((hit, i) => (
                <tr key={`${hit._offset ?? i}`}>
                  {shown.map((column) => (
                    <td key={column}>
                      {column === '_time' ? (
                        <Link
                          to="/explore"
                          search={{
                            in: name,
                            from: 'always',
                            ...(hit._offset === undefined ? {} : { record: `${name}:${hit._offset}` }),
                          }}
                        >
                          {hit._time === undefined ? '–' : formatTime(String(hit._time), 'short')}
                        </Link>
                      ) : (
                        textOf(hit[column])
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
