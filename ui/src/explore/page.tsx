import { useQuery } from '@tanstack/react-query'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { formatNumber } from '../i18n/format.ts'

/** The datasets, with how many records each has. */
export default function ExplorePage() {
  const { data, error } = useQuery({ queryKey: ['datasets'], queryFn: () => ask('GET /api/datasets') })
  if (error) return <Problem error={error} />
  return (
    <dl>
      {data?.datasets.map(({ name, rows }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{formatNumber(rows)}</dd>
        </div>
      ))}
    </dl>
  )
}
