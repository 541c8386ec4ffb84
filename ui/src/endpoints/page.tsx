import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { ask } from '../client/api.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { Example } from '../design/example.tsx'
import page from '../design/page.module.css'
import { PageHead } from '../design/page-head.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { EndpointTable } from './endpoint-table.tsx'
import { EndpointView } from './endpoint-view.tsx'
import { example } from './example.ts'
import { texts } from './texts.ts'
import { title } from './title.ts'

const again_ms = 3000

/** What the project publishes: all of it, or one with what it takes, answers and costs. */
export default function EndpointsPage() {
  const t = useMessages(texts)
  const { title: heading } = useMessages(title)
  const { name } = useSearch({ strict: false }) as { name?: string }
  const { data, error } = useQuery({
    queryKey: ['endpoints'],
    queryFn: () => ask('GET /api/endpoints'),
    refetchInterval: again_ms,
  })
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="sm" />
  const chosen = data.endpoints.find((each) => each.name === name)
  if (chosen) return <EndpointView key={chosen.name} endpoint={chosen} />
  return (
    <div className={page.page}>
      <PageHead title={heading} about={t.summary}>
        <Button
          renderRoot={(props) => <a href="/api/endpoints/openapi.json" target="_blank" rel="noreferrer" {...props} />}
        >
          {t.openApi}
        </Button>
      </PageHead>
      {name !== undefined && <Problem error={t.noSuch(name)} />}
      {data.endpoints.length > 0 ? (
        <EndpointTable endpoints={data.endpoints} />
      ) : (
        <EmptyState title={t.none}>
          <p>{t.noneHint}</p>
          <Example text={example} language="YAML" />
        </EmptyState>
      )}
    </div>
  )
}
