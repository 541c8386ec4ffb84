import { Button, Loader } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { ApiError } from '../client/api.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { DashboardView } from './dashboard-view.tsx'
import { useDashboard } from './dashboards.ts'
import { texts } from './texts.ts'

/** One dashboard. */
export default function DashboardPage() {
  const t = useMessages(texts)
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const { data, error } = useDashboard(name)
  if (!data && error instanceof ApiError && error.code === 'not_found') {
    return (
      <EmptyState
        title={t.notFound}
        action={
          <Button component={Link} to="/dashboards">
            {t.toList}
          </Button>
        }
      />
    )
  }
  if (!data) return error ? <Problem error={error} /> : <Loader size="sm" />
  return <DashboardView key={name} report={data} />
}
