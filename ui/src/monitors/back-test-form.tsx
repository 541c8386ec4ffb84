import { Button, Select, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { BackTest } from '../../../src/model/monitor-report.ts'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Problem } from '../design/problem.tsx'
import { toast } from '../design/toasts.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { BackTestChart } from './back-test-chart.tsx'
import classes from './back-test-form.module.css'
import { texts } from './texts.ts'

const spans = ['1h', '1d', '7d', '30d', '90d']

/** The definition, to be changed and tried on the past, with what it would have told beside it. */
export function BackTestForm({ name }: { name: string }) {
  const t = useMessages(texts)
  const path = { section: 'monitors', name } as const
  const queries = useQueryClient()
  const { data: declared } = useQuery({
    queryKey: ['declared', 'monitors', name],
    queryFn: () => ask('GET /api/project/{section}/{name}', { path }),
  })
  const [typed, setTyped] = useState<string>()
  const [last, setLast] = useState('1d')
  const [test, setTest] = useState<BackTest>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const definition = typed ?? declared?.text ?? ''
  const isChanged = definition !== (declared?.text ?? '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      setTest(await ask('POST /api/monitors/test', { body: { definition, last } }))
    } catch (problem) {
      setTest(undefined)
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const save = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await ask('PUT /api/project/{section}/{name}', { path, version: declared?.version, body: { yaml: definition } })
      setTyped(undefined)
      toast({ kind: 'done', message: t.saved(name) })
      await queries.invalidateQueries()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card className={classes.card} aria-label={t.test}>
      <form onSubmit={submit}>
        <h3>{t.test}</h3>
        <p>{t.testHint}</p>
        <Textarea
          label={t.definition}
          classNames={{ input: classes.definition ?? '' }}
          autosize
          minRows={5}
          maxRows={16}
          value={definition}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
        <div className={classes.bar}>
          <Select
            label={t.last}
            data={spans}
            value={last}
            allowDeselect={false}
            onChange={(value) => setLast(value ?? last)}
          />
          <Button type="submit" variant="filled" loading={isBusy} disabled={definition.trim() === ''}>
            {t.run}
          </Button>
          <Button onClick={() => void save()} disabled={!isChanged || isBusy}>
            {t.save}
          </Button>
        </div>
      </form>
      <div className={classes.result}>
        {error !== undefined && <Problem error={error} />}
        {test && (
          <>
            <p>{t.fired(test.fired, formatNumber(test.fired), formatNumber(test.notices))}</p>
            <BackTestChart test={test} />
          </>
        )}
      </div>
    </Card>
  )
}
