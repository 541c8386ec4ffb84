import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import { ask } from '../client/api.ts'
import form from '../design/form.module.css'
import { Problem, sentence } from '../design/problem.tsx'
import { useSubmission } from '../design/submission.ts'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { nameFor } from '../lib/name-for.ts'
import { problemOf, useBackTest, useDatasets, usePast } from './back-test.ts'
import { BackTestView } from './back-test-view.tsx'
import { conditionOf, declarationOf, hasField, type MonitorValues, valuesOf } from './declaration.ts'
import { texts } from './form-texts.ts'
import { MonitorFields } from './monitor-fields.tsx'
import type { Span } from './past.ts'
import { ToldFields } from './told-fields.tsx'

/** A monitor as the project file has it. */
export interface WrittenMonitor {
  readonly name: string
  readonly text?: string
  readonly version?: string
  readonly declaration?: unknown
}

interface MonitorFormProps {
  readonly project: ProjectReport
  /** The one that is changed; without it a new one is made, of `first`. */
  readonly before?: WrittenMonitor
  readonly first: MonitorValues
  readonly onChanged: (isChanged: boolean) => void
  readonly onClose: () => void
}

/** A monitor by form, with what it would have told beside it; saved, it stands in the project file. */
export function MonitorForm({ project, before, first, onChanged, onClose }: MonitorFormProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const queries = useQueryClient()
  const navigate = useNavigate()
  // What others change meanwhile is told by saving.
  const [old] = useState(before)
  const [values, setValues] = useState(() => (old ? valuesOf(old.declaration) : first))
  const [span, setSpan] = useState<Span>('auto')
  const datasets = useDatasets()
  const name = old?.name ?? freeName(values.title, project.monitors)
  const declaration = declarationOf(values, old?.declaration)
  const isWhole = isEnough(values)
  const past = usePast(span, values, datasets)
  const definition = isWhole ? JSON.stringify({ [name]: declaration }) : undefined
  const { test, error, isOld } = useBackTest({ name, definition, past })
  const { submit, problem, isBusy } = useSubmission(async () => {
    const path = { section: 'monitors', name } as const
    await ask('PUT /api/project/{section}/{name}', { path, body: { declaration }, version: old?.version })
    toast({ kind: 'done', message: t.saved(name) })
    await queries.invalidateQueries()
    await navigate({ to: '/monitors', search: { name } })
  })
  const told = (option: string) => {
    const message = problemOf(problem, option) ?? (isOld ? undefined : problemOf(error, option))
    return message && sentence(say(message))
  }
  const change = (some: Partial<MonitorValues>) => {
    setValues({ ...values, ...some })
    onChanged(true)
  }
  return (
    <>
      <form className={form.form} onSubmit={submit}>
        <TextInput
          label={t.name}
          description={old ? t.titleHint : t.nameHint(name)}
          required={!old}
          maxLength={200}
          autoComplete="off"
          value={values.title}
          error={told('title')}
          onChange={({ currentTarget }) => change({ title: currentTarget.value })}
        />
        <MonitorFields values={values} datasets={datasets} problemOf={told} onChange={change} />
        <ToldFields values={values} channels={project.channels} problemOf={told} onChange={change} />
        {problem !== undefined && <Problem error={problem} />}
        <div className={form.end}>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={isBusy}
            disabled={!isWhole || !project.editable || (!old && values.title.trim() === '')}
          >
            {old ? t.save : t.make}
          </Button>
        </div>
      </form>
      <BackTestView
        test={test}
        error={error}
        isOld={isOld}
        threshold={values.way === 'on' || values.operator === '' ? undefined : Number(values.threshold)}
        span={span}
        onSpan={setSpan}
      />
    </>
  )
}

/** What can be tried: the rest is still to be said. */
function isEnough(values: MonitorValues): boolean {
  const { way, dataset, sql, measure, field } = values
  if (way === 'sql' ? sql.trim() === '' : dataset === '') return false
  if (way === 'kql' && hasField(measure) && field === '') return false
  return conditionOf(values) !== '' && (values.operator === '' || values.threshold.trim() !== '')
}

/** In the project file names have no hyphens. */
function freeName(title: string, monitors: ProjectReport['monitors']): string {
  const taken = monitors.map(({ name }) => name.replaceAll('_', '-'))
  return nameFor(title, taken, 'monitor').replaceAll('-', '_')
}
