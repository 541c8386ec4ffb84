import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { ask } from '../client/api.ts'
import { useLive } from '../client/live.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { Example } from '../design/example.tsx'
import page from '../design/page.module.css'
import { PageHead } from '../design/page-head.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { exampleOf } from './example.ts'
import { FunctionTable } from './function-table.tsx'
import { FunctionView } from './function-view.tsx'
import { texts } from './texts.ts'
import { title } from './title.ts'

const again_ms = 3000

/** What the project makes of records: all functions, or one with its source, cases and log. */
export default function FunctionsPage() {
  const t = useMessages(texts)
  const { title: heading } = useMessages(title)
  const { name } = useSearch({ strict: false }) as { name?: string }
  const { data, error } = useQuery({
    queryKey: ['functions'],
    queryFn: () => ask('GET /api/functions'),
    refetchInterval: again_ms,
  })
  const ownStream = Object.keys(useLive().report?.status.streams ?? {}).find((each) => !each.startsWith('_'))
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="sm" />
  const chosen = data.functions.find((each) => each.name === name)
  if (chosen) return <FunctionView key={chosen.name} report={chosen} />
  return (
    <div className={page.page}>
      <PageHead title={heading} about={t.summary} />
      {name !== undefined && <Problem error={t.noSuch(name)} />}
      {data.functions.length > 0 ? (
        <FunctionTable functions={data.functions} />
      ) : (
        <EmptyState title={t.none}>
          <p>{t.noneHint}</p>
          <Example text={exampleOf(ownStream)} language="YAML" />
        </EmptyState>
      )}
    </div>
  )
}
