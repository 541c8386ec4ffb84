import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import { ask } from '../client/api.ts'
import form from '../design/form.module.css'
import { Problem } from '../design/problem.tsx'
import { useSubmission } from '../design/submission.ts'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useBackTest, useDatasets, usePast } from './back-test.ts'
import { BackTestView } from './back-test-view.tsx'
import { valuesOf } from './declaration.ts'
import classes from './editor.module.css'
import { texts } from './form-texts.ts'
import type { WrittenMonitor } from './monitor-form.tsx'
import type { Span } from './past.ts'

interface MonitorYamlProps {
  readonly project: ProjectReport
  readonly before: WrittenMonitor
  readonly onChanged: (isChanged: boolean) => void
  readonly onClose: () => void
}

/** A monitor as the project file writes it, with its comments, and what it would have told beside it. */
export function MonitorYaml({ project, before, onChanged, onClose }: MonitorYamlProps) {
  const t = useMessages(texts)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [{ name, text = '', version, declaration }] = useState(before)
  const [yaml, setYaml] = useState(text)
  const [span, setSpan] = useState<Span>('auto')
  const past = usePast(
    span,
    useMemo(() => valuesOf(declaration), [declaration]),
    useDatasets(),
  )
  const definition = yaml.trim() === '' ? undefined : yaml
  const { test, error, isOld } = useBackTest({ name, definition, past })
  const { submit, problem, isBusy } = useSubmission(async () => {
    const path = { section: 'monitors', name } as const
    await ask('PUT /api/project/{section}/{name}', { path, body: { yaml }, version })
    toast({ kind: 'done', message: t.saved(name) })
    await queries.invalidateQueries()
    await navigate({ to: '/monitors', search: { name } })
  })
  return (
    <>
      <form className={form.form} onSubmit={submit}>
        <Textarea
          label={t.definition}
          description={t.definitionHint}
          classNames={{ input: classes.code ?? '' }}
          autosize
          minRows={8}
          maxRows={24}
          spellCheck={false}
          value={yaml}
          onChange={({ currentTarget: { value } }) => {
            setYaml(value)
            onChanged(value !== text)
          }}
        />
        {problem !== undefined && <Problem error={problem} />}
        <div className={form.end}>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled" loading={isBusy} disabled={yaml === text || !project.editable}>
            {t.save}
          </Button>
        </div>
      </form>
      <BackTestView test={test} error={error} isOld={isOld} threshold={undefined} span={span} onSpan={setSpan} />
    </>
  )
}
