import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { ask } from '../client/api.ts'
import { useMay } from '../client/who.ts'
import { Choice, ChoiceList } from '../design/choice-list.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { Example } from '../design/example.tsx'
import { PageHead } from '../design/page-head.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { MonitorValues } from './declaration.ts'
import { example } from './example.ts'
import { MonitorEditor, NewMonitor } from './monitor-editor.tsx'
import { MonitorView } from './monitor-view.tsx'
import classes from './page.module.css'
import { StateChip } from './state-chip.tsx'
import { texts } from './texts.ts'
import { title } from './title.ts'

const again_ms = 5000

/** What the address says: which one, whether it is changed, or what a new one begins with. */
interface Shown {
  readonly name?: string
  readonly edit?: string
  readonly make?: string
  readonly in?: string
  readonly q?: string
}

function firstOf(make: string, dataset = '', q = ''): Partial<MonitorValues> {
  return make === 'sql' ? { way: 'sql', sql: q } : { dataset, kql: q }
}

/** What is watched, how it fares, and what it told. */
export default function MonitorsPage() {
  const t = useMessages(texts)
  const { title: heading } = useMessages(title)
  const { data, error } = useQuery({
    queryKey: ['monitors'],
    queryFn: () => ask('GET /api/monitors'),
    refetchInterval: again_ms,
  })
  const { name, edit, make, in: dataset, q } = useSearch({ strict: false }) as Shown
  const navigate = useNavigate()
  const mayEdit = useMay('edit')
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="sm" />
  const { monitors } = data
  const isMaking = make !== undefined && mayEdit
  const chosen = monitors.find((each) => each.name === name) ?? monitors[0]
  const begin = mayEdit && !isMaking && (
    <Button
      variant="filled"
      leftSection={<Plus size={14} />}
      onClick={() => void navigate({ to: '/monitors', search: { make: 'kql' } })}
    >
      {t.make}
    </Button>
  )
  if (!chosen && !isMaking) {
    return (
      <EmptyState title={t.none} action={begin}>
        <p>{t.noneHint}</p>
        <Example text={example} language="YAML" />
      </EmptyState>
    )
  }
  const show = (search: Shown) => void navigate({ to: '/monitors', search: { ...search } })
  return (
    <div className={classes.page}>
      <PageHead title={heading}>{begin}</PageHead>
      <ChoiceList label={heading}>
        {monitors.map((monitor) => (
          <Choice
            key={monitor.name}
            isChosen={monitor === chosen && !isMaking}
            onChoose={() => show({ name: monitor.name })}
          >
            <span>{monitor.name}</span>
            <StateChip state={monitor.state} />
          </Choice>
        ))}
      </ChoiceList>
      {isMaking ? (
        <NewMonitor key={`${make} ${dataset} ${q}`} first={firstOf(make, dataset, q)} onClose={() => show({})} />
      ) : chosen && edit !== undefined && mayEdit ? (
        <MonitorEditor key={chosen.name} name={chosen.name} onClose={() => show({ name: chosen.name })} />
      ) : (
        chosen && <MonitorView key={chosen.name} monitor={chosen} />
      )}
    </div>
  )
}
