import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ask } from '../client/api.ts'
import { Choice, ChoiceList } from '../design/choice-list.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { Example } from '../design/example.tsx'
import { PageHead } from '../design/page-head.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { example } from './example.ts'
import { MonitorView } from './monitor-view.tsx'
import classes from './page.module.css'
import { StateChip } from './state-chip.tsx'
import { texts } from './texts.ts'
import { title } from './title.ts'

const again_ms = 5000

/** What is watched, how it fares, and what it told. */
export default function MonitorsPage() {
  const t = useMessages(texts)
  const { title: heading } = useMessages(title)
  const { data, error } = useQuery({
    queryKey: ['monitors'],
    queryFn: () => ask('GET /api/monitors'),
    refetchInterval: again_ms,
  })
  const { name } = useSearch({ strict: false }) as { name?: string }
  const navigate = useNavigate()
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="sm" />
  const { monitors } = data
  const chosen = monitors.find((each) => each.name === name) ?? monitors[0]
  if (!chosen) {
    return (
      <EmptyState title={t.none}>
        <p>{t.noneHint}</p>
        <Example text={example} language="YAML" />
      </EmptyState>
    )
  }
  return (
    <div className={classes.page}>
      <PageHead title={heading} />
      <ChoiceList label={heading}>
        {monitors.map((monitor) => (
          <Choice
            key={monitor.name}
            isChosen={monitor === chosen}
            onChoose={() => void navigate({ to: '/monitors', search: { name: monitor.name } })}
          >
            <span>{monitor.name}</span>
            <StateChip state={monitor.state} />
          </Choice>
        ))}
      </ChoiceList>
      <MonitorView key={chosen.name} monitor={chosen} />
    </div>
  )
}
