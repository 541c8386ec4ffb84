import { SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Card } from '../../design/card.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { Problem } from '../../design/problem.tsx'
import { useMessages } from '../../i18n/messages.ts'
import { SettingsPage } from '../settings-page.tsx'
import { auditTitle } from '../title.ts'
import classes from './audit.module.css'
import { AuditChart } from './chart.tsx'
import { actions, type Filter, readEntries } from './entries.ts'
import { EntryTable } from './entry-table.tsx'
import { texts } from './texts.ts'

export default function AuditPage() {
  const t = useMessages(texts)
  const { title } = useMessages(auditTitle)
  const filter = filterOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ to: '.', search: { ...stateOf(filter), ...change }, replace: true })
  // It is not asked by itself: each time is an entry, too.
  const { data, error } = useQuery({
    queryKey: ['audit', filter],
    queryFn: ({ signal }) => readEntries(filter, signal),
    placeholderData: (before) => before,
  })
  return (
    <SettingsPage
      title={title}
      summary={t.summary}
      action={
        <Link to="/explore" search={{ in: '_audit' }}>
          {t.explore}
        </Link>
      }
    >
      <div className={classes.filters}>
        <SegmentedControl
          aria-label={t.range}
          data={[
            { value: '1', label: t.day },
            { value: '7', label: t.week },
            { value: '30', label: t.month },
          ]}
          value={String(filter.days)}
          onChange={(days) => set({ days })}
        />
        <Select
          aria-label={t.who}
          placeholder={t.everybody}
          data={data?.people ?? []}
          value={filter.who ?? null}
          onChange={(who) => set({ who: who ?? undefined })}
          clearable
        />
        <Select
          aria-label={t.action}
          placeholder={t.anything}
          data={actions.map((action) => ({ value: action, label: t[action] }))}
          value={filter.action ?? null}
          onChange={(action) => set({ action: action ?? undefined })}
          clearable
        />
      </div>
      {error && <Problem error={error} />}
      {data && (
        <Card>
          <AuditChart counts={data.counts} since_ms={data.since_ms} step_ms={data.step_ms} />
          {data.entries.length > 0 ? (
            <EntryTable entries={data.entries} />
          ) : (
            <EmptyState title={t.none}>{t.noneHint}</EmptyState>
          )}
        </Card>
      )}
    </SettingsPage>
  )
}

function filterOf({ days, who, action }: Record<string, unknown>): Filter {
  return {
    days: [1, 7, 30].find((each) => String(each) === String(days)) ?? 1,
    who: typeof who === 'string' && who !== '' ? who : undefined,
    action: actions.find((each) => each === action),
  }
}

function stateOf({ days, who, action }: Filter): Record<string, string | undefined> {
  return { days: String(days), who, action }
}
