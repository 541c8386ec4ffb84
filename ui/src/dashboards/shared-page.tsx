import { Loader } from '@mantine/core'
import { EmptyState } from '../design/empty-state.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { DashboardView } from './dashboard-view.tsx'
import { useDashboard, useDashboards } from './dashboards.ts'
import { linkTexts } from './link-texts.ts'

/** The one dashboard that a link shows. */
export default function SharedPage() {
  const t = useMessages(linkTexts)
  const { data, error } = useDashboards()
  const name = data?.[0]?.name
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="sm" />
  if (name === undefined) return <EmptyState title={t.gone}>{t.goneHint}</EmptyState>
  return <Shared name={name} />
}

function Shared({ name }: { name: string }) {
  const { data, error } = useDashboard(name, false)
  if (!data) return error ? <Problem error={error} /> : <Loader size="sm" />
  return <DashboardView report={data} />
}
