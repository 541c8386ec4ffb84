import { Button, Checkbox, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ErrorBody } from '../../../src/lib/errors.ts'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import type { KindReport } from '../../../src/model/source-trial.ts'
import { ApiError, ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import form from '../design/form.module.css'
import { Problem } from '../design/problem.tsx'
import { useSubmission } from '../design/submission.ts'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { Field } from './field.tsx'
import { fieldsOf, fieldText, freeName, isMain, saidBy, writtenOf } from './options.ts'
import classes from './page.module.css'
import { Removal } from './removal.tsx'
import { texts } from './texts.ts'
import { Trial, type TrialState } from './trial.tsx'

/** A source as the project file has it. */
export interface WrittenSource {
  readonly name: string
  readonly version: string
  readonly declaration?: unknown
}

interface SourceFormProps {
  readonly kind: KindReport
  readonly project: ProjectReport
  /** The one that is changed; without it a new one is made. */
  readonly before?: WrittenSource
}

/** The options of one type; what is wrong with one stands under it. */
export function SourceForm({ kind, project, before }: SourceFormProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const queries = useQueryClient()
  const navigate = useNavigate()
  // What others change meanwhile is told by saving.
  const [old] = useState(before)
  const fields = fieldsOf(kind.schema, kind.example)
  const written = writtenOf(old?.declaration)
  const first = Object.fromEntries(fields.map((each) => [each.name, fieldText(each.kind, written[each.name])]))
  const names = project.sources.map((each) => each.name)
  const [name, setName] = useState(() => old?.name ?? freeName(kind.name, names))
  const [to, setTo] = useState(String(written.to ?? ''))
  const [isSearchable, setSearchable] = useState(old === undefined)
  const [values, setValues] = useState<Readonly<Record<string, string>>>(first)
  const [problems, setProblems] = useState<readonly ErrorBody[]>([])
  const [error, setError] = useState<unknown>()
  const [trial, setTrial] = useState<TrialState>({ isBusy: false })
  const [main, others] = [fields.filter(isMain), fields.filter((field) => !isMain(field))]
  const stream = to.trim() || name.trim()
  const problemOf = (option: string) => {
    const found = problems.find(({ at }) => at?.option?.split('.')[0] === option)
    return found && say(found.message)
  }

  /** Undefined, and told, when one of its texts stands for nothing. */
  const declaration = (): Readonly<Record<string, unknown>> | undefined => {
    const { said, wrong } = saidBy(fields, values, { written, first })
    setProblems(wrong.map((option) => ({ code: 'invalid', message: t.notJson, at: { line: 1, column: 1, option } })))
    setError(undefined)
    return wrong.length > 0 ? undefined : { type: kind.name, to: stream, ...said }
  }
  const refused = (problem: unknown) => {
    const found = problem instanceof ApiError ? problem.problems.filter(({ at }) => at?.option) : []
    setProblems(found)
    const isTold = found.some(({ at }) => fields.some((field) => field.name === at!.option!.split('.')[0]))
    setError(isTold ? t.mistakes(found.length) : problem)
  }
  const test = async () => {
    const said = declaration()
    if (!said) return
    setTrial({ isBusy: true })
    try {
      const body = { name: name.trim(), declaration: said }
      setTrial({ isBusy: false, trial: await ask('POST /api/sources/test', { body }) })
    } catch (problem) {
      const isOfOptions = problem instanceof ApiError && problem.problems.length > 0
      if (isOfOptions) refused(problem)
      setTrial({ isBusy: false, ...(isOfOptions ? {} : { error: problem }) })
    }
  }
  const { submit, isBusy } = useSubmission(async () => {
    const said = declaration()
    if (!said) return
    const path = { section: 'sources', name: name.trim() } as const
    const saved = await ask('PUT /api/project/{section}/{name}', {
      path,
      body: { declaration: said },
      version: old?.version,
    })
    if (isSearchable && !project.datasets.some(({ from }) => from === stream)) {
      await ask('PUT /api/project/{section}/{name}', {
        path: { section: 'datasets', name: stream },
        body: { declaration: {} },
      })
    }
    const hint = saved.variables.length > 0 ? t.kept(saved.variables.join(', ')) : undefined
    toast({ kind: 'done', message: (old ? t.changed : t.added)(name, saved.applied), hint })
    await queries.invalidateQueries()
    await navigate({ to: '/pipeline', search: { part: `source:${name.trim()}` } })
  }, refused)
  const field = (each: (typeof fields)[number]) => (
    <Field
      key={each.name}
      field={each}
      value={values[each.name] ?? ''}
      problem={problemOf(each.name)}
      onChange={(value) => setValues({ ...values, [each.name]: value })}
    />
  )
  const used = others.filter((each) => first[each.name] !== '')
  const unused = others.filter((each) => first[each.name] === '')
  return (
    <>
      <Card className={classes.card} aria-label={kind.name}>
        <form className={form.form} onSubmit={submit}>
          {!old && (
            <TextInput
              label={t.name}
              description={t.nameHint}
              value={name}
              required
              autoComplete="off"
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
          )}
          <TextInput
            label={t.to}
            description={t.toHint}
            value={to}
            placeholder={name}
            error={problemOf('to')}
            autoComplete="off"
            onChange={({ currentTarget }) => setTo(currentTarget.value)}
          />
          {[...main, ...used].map(field)}
          {unused.length > 0 && (
            <details
              className={classes.more}
              open={unused.some((each) => problemOf(each.name) !== undefined) || undefined}
            >
              <summary>{t.more(unused.length)}</summary>
              <div className={form.form}>{unused.map(field)}</div>
            </details>
          )}
          {!old && (
            <Checkbox
              label={t.dataset}
              checked={isSearchable}
              onChange={({ currentTarget }) => setSearchable(currentTarget.checked)}
            />
          )}
          {error !== undefined && <Problem error={error} />}
          <div className={form.end}>
            {old && <Removal source={old} project={project} />}
            <Button onClick={() => void test()} loading={trial.isBusy}>
              {t.test}
            </Button>
            <Button type="submit" variant="filled" loading={isBusy} disabled={!project.editable}>
              {old ? t.save : t.add}
            </Button>
          </div>
        </form>
      </Card>
      <Trial state={trial} />
    </>
  )
}
