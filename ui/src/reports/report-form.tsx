import { Button, Loader, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, ask } from '../client/api.ts'
import form from '../design/form.module.css'
import { Problem } from '../design/problem.tsx'
import { useSubmission } from '../design/submission.ts'
import { toast } from '../design/toasts.tsx'
import { language } from '../i18n/locale.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { nameFor } from '../lib/name-for.ts'
import { declarationOf, type ReportValues, valuesOf } from './declaration.ts'
import { ReportFields } from './report-fields.tsx'
import { type Report, reportsKey } from './reports.ts'
import { texts } from './texts.ts'

interface ReportFormProps {
  /** The one that is changed; without it a new one is made. */
  readonly report: Report | undefined
  /** The dashboard that a new one begins with. */
  readonly of: string | undefined
  readonly taken: readonly string[]
  readonly channels: readonly string[]
  readonly dashboards: readonly { readonly name: string; readonly title: string }[]
  readonly onClose: () => void
}

/** A report by form; saved, it stands in the project file. */
export function ReportForm(props: ReportFormProps) {
  const t = useMessages(texts)
  const { report, onClose } = props
  const { data, error } = useQuery({
    queryKey: ['edited', 'reports', report?.name],
    queryFn: () => ask('GET /api/project/{section}/{name}', { path: { section: 'reports', name: report!.name } }),
    enabled: report !== undefined,
    gcTime: 0,
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={report?.title ?? t.make}
      size="lg"
      closeButtonProps={{ 'aria-label': t.close }}
    >
      {error && <Problem error={error} />}
      {report && !data && !error && <Loader size="sm" />}
      {(!report || data) && <Fields {...props} before={data} />}
    </Modal>
  )
}

interface FieldsProps extends ReportFormProps {
  readonly before: { readonly version?: string; readonly declaration?: unknown } | undefined
}

function Fields({ report, of, taken, channels, dashboards, before, onClose }: FieldsProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const client = useQueryClient()
  // What others change meanwhile is told by saving.
  const [old] = useState(before)
  const [values, setValues] = useState<ReportValues>(() =>
    old
      ? valuesOf(old.declaration)
      : {
          ...valuesOf(undefined),
          dashboard: of ?? dashboards[0]?.name ?? '',
          channel: channels[0] ?? '',
          timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          language: language.value,
        },
  )
  const save = async () => {
    const name = report?.name ?? freeName(values, dashboards, taken)
    const body = { declaration: declarationOf(values, old?.declaration) }
    const path = { section: 'reports', name } as const
    await ask('PUT /api/project/{section}/{name}', { path, body, version: old?.version })
    toast({ kind: 'done', message: t.saved(name) })
    await client.invalidateQueries({ queryKey: reportsKey })
    onClose()
  }
  const { submit, problem, isBusy } = useSubmission(save, (error) => {
    const told = error instanceof ApiError ? error.problems.filter(({ at }) => at?.option) : []
    return { told, error: told.length > 0 ? t.mistakes : error }
  })
  const problemOf = (option: string) => {
    const found = problem?.told.find(({ at }) => at?.option?.split('.')[0] === option)
    return found && say(found.message)
  }
  return (
    <form className={form.form} onSubmit={submit}>
      <ReportFields
        values={values}
        channels={channels}
        dashboards={dashboards}
        problemOf={problemOf}
        onChange={(change) => setValues({ ...values, ...change })}
      />
      {problem && <Problem error={problem.error} />}
      <div className={form.end}>
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button type="submit" variant="filled" loading={isBusy}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}

/** Of its title, or of that of its dashboard; in the project file names have no hyphens. */
function freeName(
  { title, dashboard }: ReportValues,
  dashboards: FieldsProps['dashboards'],
  taken: readonly string[],
): string {
  const text = title.trim() || (dashboards.find(({ name }) => name === dashboard)?.title ?? dashboard)
  const others = taken.map((name) => name.replaceAll('_', '-'))
  return nameFor(text, others).replaceAll('-', '_')
}
