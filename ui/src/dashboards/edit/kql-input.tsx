import { Input } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import type { DatasetInfo } from '../../../../src/model/query-report.ts'
import { ApiError, ask } from '../../client/api.ts'
import { sentence } from '../../design/problem.tsx'
import { useServerSentence } from '../../i18n/sentences.ts'
import type { Moment } from '../answers.ts'
import classes from './panel-editor.module.css'

const Editor = lazy(() => import('../../query/editor.tsx'))

interface KqlInputProps {
  readonly label: string
  readonly kql: string
  readonly dataset: DatasetInfo | undefined
  readonly moment: Moment
  readonly onChange: (kql: string) => void
}

/** Typing is not asking. */
const pause_ms = 400

/** A search as in Explore, with its completion; what is wrong with it, or was probably not meant, stands under it. */
export function KqlInput({ label, kql, dataset, moment, onChange }: KqlInputProps) {
  const say = useServerSentence()
  const { from, until } = moment
  const searched = useMemo(() => (dataset ? [dataset] : []), [dataset])
  const body = useMemo(
    () => ({ in: searched.map(({ name }) => name), ...(from === undefined ? {} : { since: from }), until }),
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
  const told = problem ? sentence(say(problem.message)) : undefined
  return (
    <Input.Wrapper label={label} labelElement="div" error={told}>
      <div className={classes.kql} data-wrong={problem ? true : undefined}>
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
