import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { TimeChart } from '../design/time-chart.tsx'
import { formatBytes, formatCompact, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './page.module.css'
import chart from './size-chart.module.css'
import { texts } from './texts.ts'

/** Rows and bytes over time, as far back as they are remembered. */
export function SizeChart({ name }: { name: string }) {
  const t = useMessages(texts)
  const [measure, setMeasure] = useState<'rows' | 'bytes'>('rows')
  const { data } = useQuery({
    queryKey: ['data', 'sizes', name],
    queryFn: async () => (await ask('GET /api/datasets/{dataset}/sizes', { path: { dataset: name } })).sizes,
    refetchInterval: 60_000,
  })
  const format = measure === 'rows' ? formatCompact : formatBytes
  const label = measure === 'rows' ? t.records : t.size
  const first = data?.[0]
  const last = data?.at(-1)
  return (
    <Card className={classes.card} aria-label={t.growth}>
      <header className={chart.head}>
        <h2>
          {t.growth} {first && <small>{t.since(formatTime(first.time, 'short'))}</small>}
        </h2>
        <SegmentedControl
          aria-label={t.growth}
          value={measure}
          onChange={(value) => setMeasure(value as 'rows' | 'bytes')}
          data={[
            { value: 'rows', label: t.records },
            { value: 'bytes', label: t.size },
          ]}
        />
      </header>
      {data && data.length > 1 && last && (
        <TimeChart
          label={`${label}: ${format(last[measure])}`}
          values={data.map((size) => size[measure])}
          times={data.map(({ time }) => Date.parse(time))}
          format={format}
        />
      )}
    </Card>
  )
}
