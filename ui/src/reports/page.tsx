import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { dashboardsQuery } from '../client/dashboards.ts'
import { projectQuery } from '../client/project.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { Example } from '../design/example.tsx'
import page from '../design/page.module.css'
import { PageHead } from '../design/page-head.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { mailChannel } from './example.ts'
import { ReportCard } from './report-card.tsx'
import { ReportForm } from './report-form.tsx'
import { type Report, useReports } from './reports.ts'
import { texts } from './texts.ts'
import { title } from './title.ts'

/** The dashboards that are sent on a schedule: when next, what became of the last, and more of them. */
export default function ReportsPage() {
  const t = useMessages(texts)
  const { title: heading } = useMessages(title)
  const { of } = useSearch({ strict: false }) as { of?: string }
  const navigate = useNavigate()
  const [edited, setEdited] = useState<Report | 'new'>()
  const reports = useReports()
  const project = useQuery(projectQuery)
  const dashboards = useQuery(dashboardsQuery)
  const error = reports.error ?? project.error ?? dashboards.error
  if (error) return <Problem error={error} />
  if (!reports.data || !project.data || !dashboards.data) return <Loader size="sm" />
  const channels = project.data.channels.filter(({ type }) => type === 'email').map(({ name }) => name)
  const isReady = channels.length > 0 && dashboards.data.length > 0
  const opened = edited ?? (of !== undefined && isReady ? 'new' : undefined)
  const close = () => {
    setEdited(undefined)
    if (of !== undefined) void navigate({ to: '/reports', search: {}, replace: true })
  }
  const make = (
    <Button
      variant="filled"
      leftSection={<Plus size={14} />}
      disabled={!isReady || !project.data.editable}
      onClick={() => setEdited('new')}
    >
      {t.make}
    </Button>
  )
  return (
    <div className={page.page}>
      <PageHead title={heading} about={t.about}>
        {reports.data.length > 0 && make}
      </PageHead>
      {!project.data.editable && <Problem error={t.readOnly} />}
      {reports.data.length === 0 && (
        <EmptyState title={t.none} action={isReady && make}>
          <p>{isReady ? t.noneHint : channels.length === 0 ? t.noChannel : t.noDashboard}</p>
          {channels.length === 0 && <Example text={mailChannel} language="YAML" />}
        </EmptyState>
      )}
      {reports.data.map((report) => (
        <ReportCard
          key={report.name}
          report={report}
          isEditable={project.data.editable}
          onEdit={() => setEdited(report)}
        />
      ))}
      {opened && (
        <ReportForm
          report={opened === 'new' ? undefined : opened}
          of={of}
          taken={reports.data.map(({ name }) => name)}
          channels={channels}
          dashboards={dashboards.data}
          onClose={close}
        />
      )}
    </div>
  )
}
