import { Button, Checkbox, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ErrorBody } from '../../../src/lib/errors.ts'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import type { KindReport } from '../../../src/model/source-trial.ts'
import { ApiError, ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Problem } from '../design/problem.tsx'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Field } from './field.tsx'
import { fieldsOf, fieldValue, freeName, isMain } from './options.ts'
import classes from './page.module.css'
import { texts } from './texts.ts'
import { Trial, type TrialState } from './trial.tsx'

/** The options of one type; what is wrong with one stands under it. */
export function SourceForm({ kind, project }: { kind: KindReport; project: ProjectReport }) {
  const t = useMessages(texts)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState(() =>
    freeName(
      kind.name,
      project.sources.map((each) => each.name),
    ),
  )
  const [to, setTo] = useState('')
  const [isSearchable, setSearchable] = useState(true)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [problems, setProblems] = useState<readonly ErrorBody[]>([])
  const [error, setError] = useState<unknown>()
  const [isSaving, setSaving] = useState(false)
  const [trial, setTrial] = useState<TrialState>({ isBusy: false })
  const fields = fieldsOf(kind.schema, kind.example)
  const [main, others] = [fields.filter(isMain), fields.filter((field) => !isMain(field))]
  const stream = to.trim() || name.trim()
  const problemOf = (option: string) => problems.find(({ at }) => at?.option?.split('.')[0] === option)?.message

  /** Undefined, and told, when one of its texts stands for nothing. */
  const declaration = (): Record<string, unknown> | undefined => {
    const said: Record<string, unknown> = { type: kind.name, to: stream }
    const wrong: ErrorBody[] = []
    for (const { name: option, kind: form } of fields) {
      try {
        const value = fieldValue(form, values[option] ?? '')
        if (value !== undefined) said[option] = value
      } catch {
        wrong.push({ code: 'invalid', message: t.notJson, at: { line: 1, column: 1, option } })
      }
    }
    setProblems(wrong)
    setError(undefined)
    return wrong.length > 0 ? undefined : said
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
      setTrial({
        isBusy: false,
        trial: await ask('POST /api/sources/test', { body: { name: name.trim(), declaration: said } }),
      })
    } catch (problem) {
      const isOfOptions = problem instanceof ApiError && problem.problems.length > 0
      if (isOfOptions) refused(problem)
      setTrial({ isBusy: false, ...(isOfOptions ? {} : { error: problem }) })
    }
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const said = declaration()
    if (!said) return
    setSaving(true)
    try {
      const path = { section: 'sources', name: name.trim() } as const
      const saved = await ask('PUT /api/project/{section}/{name}', { path, body: { declaration: said } })
      if (isSearchable && !project.datasets.some(({ from }) => from === stream)) {
        await ask('PUT /api/project/{section}/{name}', {
          path: { section: 'datasets', name: stream },
          body: { declaration: {} },
        })
      }
      const hint = saved.variables.length > 0 ? t.kept(saved.variables.join(', ')) : undefined
      toast({ kind: 'done', message: saved.applied ? t.added(name) : t.later(name), hint })
      await queries.invalidateQueries()
      await navigate({ to: '/pipeline', search: { part: `source:${name.trim()}` } })
    } catch (problem) {
      refused(problem)
    } finally {
      setSaving(false)
    }
  }
  const field = (each: (typeof fields)[number]) => (
    <Field
      key={each.name}
      field={each}
      value={values[each.name] ?? ''}
      problem={problemOf(each.name)}
      onChange={(value) => setValues({ ...values, [each.name]: value })}
    />
  )
  return (
    <>
      <Card className={classes.form} aria-label={kind.name}>
        <form className={classes.fields} onSubmit={save}>
          <TextInput
            label={t.name}
            description={t.nameHint}
            value={name}
            required
            autoComplete="off"
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            label={t.to}
            description={t.toHint}
            value={to}
            placeholder={name}
            error={problemOf('to')}
            autoComplete="off"
            onChange={({ currentTarget }) => setTo(currentTarget.value)}
          />
          {main.map(field)}
          {others.length > 0 && (
            <details open={others.some((each) => problemOf(each.name) !== undefined) || undefined}>
              <summary>{t.more(others.length)}</summary>
              <div className={classes.fields}>{others.map(field)}</div>
            </details>
          )}
          <Checkbox
            label={t.dataset}
            checked={isSearchable}
            onChange={({ currentTarget }) => setSearchable(currentTarget.checked)}
          />
          {error !== undefined && <Problem error={error} />}
          <div className={classes.end}>
            <Button onClick={() => void test()} loading={trial.isBusy}>
              {t.test}
            </Button>
            <Button type="submit" variant="filled" loading={isSaving} disabled={!project.editable}>
              {t.add}
            </Button>
          </div>
        </form>
      </Card>
      <Trial state={trial} />
    </>
  )
}
