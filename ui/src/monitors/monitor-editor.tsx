import { Loader, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client/api.ts'
import { projectQuery } from '../client/project.ts'
import { Card } from '../design/card.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { type MonitorValues, newValues } from './declaration.ts'
import classes from './editor.module.css'
import { texts } from './form-texts.ts'
import { MonitorForm } from './monitor-form.tsx'
import { MonitorYaml } from './monitor-yaml.tsx'

interface NewMonitorProps {
  /** What it begins with. */
  readonly first: Partial<MonitorValues>
  readonly onClose: () => void
}

/** A monitor that is to be made. */
export function NewMonitor({ first, onClose }: NewMonitorProps) {
  const t = useMessages(texts)
  const { data: project, error } = useQuery(projectQuery)
  if (error) return <Problem error={error} />
  if (!project) return <Loader size="sm" />
  return (
    <Card className={classes.card} aria-label={t.newMonitor}>
      <div className={classes.head}>
        <h2>{t.newMonitor}</h2>
      </div>
      {!project.editable && <Problem error={t.readOnly} />}
      <MonitorForm project={project} first={{ ...newValues, ...first }} onChanged={() => {}} onClose={onClose} />
    </Card>
  )
}

/** One that the project file has, by form or as it is written there. */
export function MonitorEditor({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useMessages(texts)
  const [way, setWay] = useState('form')
  const [isChanged, setChanged] = useState(false)
  const { data: project } = useQuery(projectQuery)
  const { data: declared, error } = useQuery({
    queryKey: ['edited', 'monitors', name],
    queryFn: () => ask('GET /api/project/{section}/{name}', { path: { section: 'monitors', name } }),
    gcTime: 0,
  })
  if (error) return <Problem error={error} />
  if (!project || !declared) return <Loader size="sm" />
  const props = { project, before: declared, onChanged: setChanged, onClose }
  return (
    <Card className={classes.card} aria-label={t.editing(name)}>
      <div className={classes.head}>
        <h2>{t.editing(name)}</h2>
        <SegmentedControl
          aria-label={t.editAs}
          value={way}
          onChange={setWay}
          data={[
            // What is changed in one of them is not known to the other.
            { value: 'form', label: t.form, disabled: isChanged && way !== 'form' },
            { value: 'yaml', label: 'YAML', disabled: isChanged && way !== 'yaml' },
          ]}
        />
      </div>
      {!project.editable && <Problem error={t.readOnly} />}
      {way === 'form' ? <MonitorForm {...props} first={newValues} /> : <MonitorYaml {...props} />}
    </Card>
  )
}
