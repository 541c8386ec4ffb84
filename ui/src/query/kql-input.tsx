import { Input } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import type { DatasetInfo } from '../../../src/model/query-report.ts'
import { ApiError, ask } from '../client/api.ts'
import { sentence } from '../design/problem.tsx'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './kql-input.module.css'

const Editor = lazy(() => import('./editor.tsx'))

interface KqlInputProps {
  readonly label: string
  readonly description?: string
  /** What else is wrong with it. */
  readonly error?: string | undefined
  readonly kql: string
  readonly dataset: DatasetInfo | undefined
  /** From when until when values are looked for, ISO 8601; undefined is all of time. */
  readonly span?: { readonly from: string | undefined; readonly until: string } | undefined
  readonly onChange: (kql: string) => void
}

/** Typing is not asking. */
const pause_ms = 400

/** A search as in Explore, with its completion; what is wrong with it, or was probably not meant, stands under it. */
export function KqlInput({ label, description, error: said, kql, dataset, span, onChange }: KqlInputProps) {
  const say = useServerSentence()
  const { from, until } = span ?? {}
  const searched = useMemo(() => (dataset ? [dataset] : []), [dataset])
  const body = useMemo(
    () => ({ in: searched.map(({ name }) => name), ...(from && { since: from }), ...(until && { until }) }),
    [searched, from, until],
  )
  const names = useMemo(
    () => ({
      fields: searched.flatMap(({ columns }) => columns.map(({ name, type }) => ({ name, type }))),
      async valuesOf(field: string, prefix: string, signal: AbortSignal) {
        const wanted = { ...body, kql: '', field, limit: 30, ...(prefix === '' ? {} : { prefix }) }
        return (await ask('POST /api/search/values', { body: wanted, signal })).values
      },
    }),
    [searched, body],
  )
  const [asked] = useDebouncedValue(kql, pause_ms)
  const { data, error } = useQuery({
    queryKey: ['kql-check', dataset?.name, asked],
    queryFn: ({ signal }) => ask('POST /api/search', { body: { ...body, kql: asked, limit: 1 }, signal }),
    enabled: dataset !== undefined && asked.trim() !== '',
    retry: false,
  })
  const problem = useMemo(() => (error instanceof ApiError && error.code === 'invalid' ? error : undefined), [error])
  const told = problem ? sentence(say(problem.message)) : said
  return (
    <Input.Wrapper size="xs" label={label} labelElement="div" description={description} error={told}>
      <div className={classes.kql} data-wrong={told ? true : undefined}>
        <Suspense fallback={<code>{kql}</code>}>
          <Editor
            mode="kql"
            text={kql}
            label={label}
            hint=""
            datasets={searched}
            names={names}
            problem={problem}
            onRun={onChange}
            onText={onChange}
          />
        </Suspense>
      </div>
      {data?.warnings?.map((warning) => (
        <p key={warning} className={classes.warning}>
          {sentence(say(warning))}
        </p>
      ))}
    </Input.Wrapper>
  )
}
