import { Loader } from '@mantine/core'
import type { SourceTrial } from '../../../src/model/source-trial.ts'
import { Card } from '../design/card.tsx'
import { Problem } from '../design/problem.tsx'
import { formatElapsed, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { texts } from './texts.ts'
import classes from './trial.module.css'

export interface TrialState {
  readonly isBusy: boolean
  readonly trial?: SourceTrial
  readonly error?: unknown
}

/** What the source would bring. */
export function Trial({ state: { isBusy, trial, error } }: { state: TrialState }) {
  const t = useMessages(texts)
  return (
    <Card className={classes.trial} aria-label={t.test} role="status">
      {isBusy && (
        <p>
          <Loader size="xs" /> {t.testing}
        </p>
      )}
      {!isBusy && error !== undefined && <Problem error={error} />}
      {!isBusy && error === undefined && !trial && <p>{t.untried}</p>}
      {!isBusy && trial && <Found trial={trial} />}
    </Card>
  )
}

function Found({ trial: { records, rejected, state, looked = [], took_ms } }: { trial: SourceTrial }) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const said = {
    waiting: t.nothing,
    ended: t.ended,
    empty: t.empty(looked.length),
    records: t.found(records.length, formatNumber(records.length)),
  }[state]
  return (
    <>
      <h2>
        {said} <small>{formatElapsed(took_ms)}</small>
      </h2>
      {looked.map((path) => (
        <pre key={path}>{path}</pre>
      ))}
      {records.map((record, i) => (
        // Equal records may follow each other.
        <pre key={`${i} ${JSON.stringify(record)}`}>{JSON.stringify(record)}</pre>
      ))}
      {rejected.length > 0 && <h3>{t.broken(rejected.length, formatNumber(rejected.length))}</h3>}
      {rejected.map(({ reason, text }, i) => (
        <pre key={`${i} ${text}`}>
          {say(reason)}: {text}
        </pre>
      ))}
    </>
  )
}
