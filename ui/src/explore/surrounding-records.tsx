import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { type Hit, hitOf } from './hits.ts'
import { useExploreState } from './state.ts'
import { summaryOf } from './summary.ts'
import classes from './surrounding-records.module.css'
import { texts } from './texts.ts'

const around = 8

/** What lies just before and after a record in its dataset. */
export function SurroundingRecords({ hit }: { hit: Hit }) {
  const t = useMessages(texts)
  const [, change] = useExploreState()
  const { data, error } = useQuery({
    queryKey: ['around', hit.id],
    queryFn: ({ signal }) => recordsAround(hit, signal),
  })
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="xs" />
  return (
    <section className={classes.around}>
      <p>{t.aroundHint}</p>
      <ol>
        {data.map((one) => {
          const { message, rest } = summaryOf(one.fields, undefined)
          return (
            <li key={one.id} aria-current={one.id === hit.id || undefined}>
              <button type="button" onClick={() => change({ record: one.id }, true)}>
                <time>{formatTime(String(one.fields._time), 'time')}</time>
                <span>{message ?? rest.map(([name, value]) => `${name} ${value}`).join('  ')}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** Newest first, as in the table. */
async function recordsAround(hit: Hit, signal: AbortSignal): Promise<Hit[]> {
  const time = Date.parse(String(hit.fields._time))
  if (Number.isNaN(time)) return [hit]
  const side = async (order: 'newest' | 'oldest', bound: { since: string } | { until: string }) => {
    const body = { kql: '', in: [hit.dataset], limit: around + 1, order, ...bound }
    const { hits } = await ask('POST /api/search', { body, signal })
    return hits.map((fields) => hitOf(fields, hit.dataset)).filter(({ id }) => id !== hit.id)
  }
  const [after, before] = await Promise.all([
    side('oldest', { since: new Date(time).toISOString() }),
    side('newest', { until: new Date(time + 1).toISOString() }),
  ])
  const known = new Map(
    [...after.slice(0, around).reverse(), hit, ...before.slice(0, around)].map((one) => [one.id, one]),
  )
  return [...known.values()].sort((a, b) => compare(b, a))
}

function compare(a: Hit, b: Hit): number {
  const [x, y] = [String(a.fields._time), String(b.fields._time)]
  return x === y ? Number(a.fields._offset) - Number(b.fields._offset) : x < y ? -1 : 1
}
