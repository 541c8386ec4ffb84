import type { ViewDetail } from '../../../src/model/view-report.ts'
import { Card } from '../design/card.tsx'
import { CodeText } from '../design/code-text.tsx'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './page.module.css'
import { texts } from './texts.ts'
import { viewTexts } from './view-texts.ts'

/** The SQL of a view, when it is computed anew and how much of it, and where it is written to. */
export function ViewDefinition({ view }: { view: ViewDetail }) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const v = useMessages(viewTexts)
  const { sql = '', file, when, refresh, next, export: target, export_error: problem, key } = view
  return (
    <Card className={classes.card} aria-label={t.definition}>
      <h2>
        {v.sql}{' '}
        {file !== undefined && file !== 'caudal.yaml' && (
          <small>
            <code>{file}</code>
          </small>
        )}
      </h2>
      <CodeText text={sql} language="sql" label={v.sql} />
      <h2>{v.whenRefreshed}</h2>
      <p>
        {when && v.when(when)}
        {next !== undefined && ` ${v.next(formatTime(next))}`}
      </p>
      {refresh && (
        <p>
          {refresh.scope === 'buckets' ? v.incremental(refresh.columns.join(', '), refresh.input) : v.wholeAlways}{' '}
          {refresh.scope === 'whole' && <span className={classes.about}>{say(refresh.why)}</span>}
        </p>
      )}
      {key && <p>{v.keyOf(key.join(', '))}</p>}
      {target && (
        <>
          <h2>{v.export}</h2>
          <p>
            <code>{target.to}</code> · {target.format} ·{' '}
            {problem === undefined ? v.exported : `${t.notExported}: ${say(problem.message)}`}
          </p>
        </>
      )}
    </Card>
  )
}
