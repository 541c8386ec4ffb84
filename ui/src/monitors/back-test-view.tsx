import { Select } from '@mantine/core'
import type { BackTest } from '../../../src/model/monitor-report.ts'
import { Problem } from '../design/problem.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { BackTestChart } from './back-test-chart.tsx'
import classes from './editor.module.css'
import { texts } from './form-texts.ts'
import { type Span, spans } from './past.ts'

interface BackTestViewProps {
  readonly test: BackTest | undefined
  readonly error: unknown
  /** What it is of has changed meanwhile. */
  readonly isOld: boolean
  /** Undefined where nothing is compared with a number. */
  readonly threshold: number | undefined
  readonly span: Span
  readonly onSpan: (span: Span) => void
}

/** What it would have told, as it is written now. */
export function BackTestView({ test, error, isOld, threshold, span, onSpan }: BackTestViewProps) {
  const t = useMessages(texts)
  return (
    <section className={classes.result} aria-label={t.test} aria-busy={isOld}>
      <h3>{t.test}</h3>
      <Select
        label={t.last}
        data={spans.map((value) => ({ value, label: t.span(value) }))}
        value={span}
        allowDeselect={false}
        onChange={(value) => onSpan((value ?? span) as Span)}
      />
      {error !== null && error !== undefined ? (
        <Problem error={error} />
      ) : test ? (
        <div className={classes.drawn} data-old={isOld || undefined}>
          <p>{t.fired(test.fired, formatNumber(test.fired), formatNumber(test.notices))}</p>
          <BackTestChart test={test} threshold={threshold} />
        </div>
      ) : (
        <p>{t.notYet}</p>
      )}
    </section>
  )
}
