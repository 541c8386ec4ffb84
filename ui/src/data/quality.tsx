import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RuleScore, Scorecard } from '../../../src/model/quality-report.ts'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Chip, type Tone } from '../design/chip.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { Example } from '../design/example.tsx'
import { Problem } from '../design/problem.tsx'
import { formatNumber, formatPercent } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { example } from './example.ts'
import { HourStrip } from './hour-strip.tsx'
import { hoursOf } from './hours.ts'
import classes from './page.module.css'
import { texts } from './texts.ts'

const again_ms = 10_000
const shownHours = 48
const tones: Record<RuleScore['severity'], Tone> = { reject: 'bad', warn: 'warn' }

/** How it does by its rules, and when it did not. */
export function Quality({ name }: { name: string }) {
  const t = useMessages(texts)
  const { data, error } = useQuery({
    queryKey: ['data', 'quality', name],
    queryFn: () => ask('GET /api/quality/{dataset}', { path: { dataset: name } }),
    refetchInterval: again_ms,
  })
  if (error) return <Problem error={error} />
  if (!data) return null
  if (data.rules.length === 0) {
    return (
      <EmptyState title={t.noRules}>
        <p>{t.noRulesHint}</p>
        <Example text={example} language="YAML" />
      </EmptyState>
    )
  }
  return (
    <Card className={classes.card} aria-label={t.quality}>
      <h2>
        {t.quality} <small>{t.hoursShown(shownHours)}</small>
      </h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t.rule}</th>
            <th data-wide>{t.severity}</th>
            <th data-number>{t.failed}</th>
            <th data-number data-wide>
              {t.checked}
            </th>
            <th>{t.byHour}</th>
          </tr>
        </thead>
        <tbody>
          {data.rules.map((rule) => (
            <Rule key={rule.rule} rule={rule} card={data} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function Rule({ rule: score, card }: { rule: RuleScore; card: Scorecard }) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const { rule, severity, expects, checked, failed, problem } = score
  const share = checked ? (failed ?? 0) / checked : 0
  return (
    <tr>
      <td>
        {rule}
        <br />
        <small>{say(problem ?? expects)}</small>
      </td>
      <td data-wide>
        <Chip tone={tones[severity]}>{t.severityOf(severity)}</Chip>
      </td>
      <td data-number>
        {failed === null ? (
          '–'
        ) : failed > 0 && severity !== 'warn' ? (
          <Link to="/rejected" search={{ in: card.dataset }}>
            {formatNumber(failed)}
          </Link>
        ) : (
          formatNumber(failed)
        )}
        {share > 0 && <small> {formatPercent(share)}</small>}
      </td>
      <td data-number data-wide>
        {checked === null ? '–' : formatNumber(checked)}
      </td>
      <td>
        <HourStrip rule={rule} hours={hoursOf(card, score, shownHours, Date.now())} />
      </td>
    </tr>
  )
}
