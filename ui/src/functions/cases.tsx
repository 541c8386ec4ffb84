import { Button } from '@mantine/core'
import { useState } from 'react'
import type { FunctionCase, FunctionCaseResult } from '../../../src/model/function-detail.ts'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Chip } from '../design/chip.tsx'
import page from '../design/page.module.css'
import { Problem } from '../design/problem.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './cases.module.css'
import { texts } from './texts.ts'

/** The cases of a function, run when somebody asks for it, with what differs. */
export function Cases({ name, cases }: { name: string; cases: readonly FunctionCase[] }) {
  const t = useMessages(texts)
  const [results, setResults] = useState<readonly FunctionCaseResult[]>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    setError(undefined)
    try {
      setResults((await ask('POST /api/functions/{function}/test', { path: { function: name } })).results)
    } catch (problem) {
      setResults(undefined)
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const failed = results?.filter(({ differences }) => differences.length > 0).length ?? 0
  return (
    <Card className={page.card} aria-label={t.cases}>
      <div className={page.bar}>
        <h2>{t.cases}</h2>
        {cases.length > 0 && (
          <Button onClick={() => void run()} loading={isBusy}>
            {t.run}
          </Button>
        )}
      </div>
      <p role="status">
        {results
          ? t.outcome(failed, results.length, formatNumber(results.length))
          : cases.length > 0
            ? t.casesHint
            : t.noCases}
      </p>
      {error !== undefined && <Problem error={error} />}
      <ol className={classes.cases}>
        {(results ?? cases).map((each) => (
          <Case key={`${each.file} ${each.at.line}`} of={each} />
        ))}
      </ol>
    </Card>
  )
}

function Case({ of }: { of: FunctionCase | FunctionCaseResult }) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const { name, file, at } = of
  const differences = 'differences' in of ? of.differences : undefined
  const lines = 'lines' in of ? of.lines : []
  const tone = differences === undefined ? 'plain' : differences.length > 0 ? 'bad' : 'ok'
  return (
    <li>
      <div className={page.bar}>
        <span className={classes.name}>
          {name} <small>{t.line(file, at.line)}</small>
        </span>
        <Chip tone={tone}>{{ plain: t.notRun, bad: t.differs, ok: t.passed }[tone]}</Chip>
      </div>
      {differences?.map(({ what, expected, got }) => (
        <dl key={what} aria-label={say(what)}>
          <div>
            <dt>
              {say(what)}: {t.expected}
            </dt>
            <dd>
              <pre>{expected}</pre>
            </dd>
          </div>
          <div>
            <dt>{t.got}</dt>
            <dd>
              <pre>{got}</pre>
            </dd>
          </div>
        </dl>
      ))}
      {lines.length > 0 && <pre>{lines.join('\n')}</pre>}
    </li>
  )
}
