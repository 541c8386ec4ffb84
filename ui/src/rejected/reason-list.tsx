import { Choice, ChoiceList } from '../design/choice-list.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import type { Reason } from './records.ts'
import { texts } from './texts.ts'

interface ReasonListProps {
  readonly reasons: readonly Reason[]
  readonly chosen: Reason
  readonly onChoose: (reason: Reason) => void
}

/** Why they wait, with how many of each, below the dataset that has them. */
export function ReasonList({ reasons, chosen, onChoose }: ReasonListProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const datasets = [...new Set(reasons.map(({ dataset }) => dataset))]
  return (
    <ChoiceList label={t.byReason}>
      {datasets.map((dataset) => (
        <section key={dataset}>
          <h2>
            {t.byReason} <span>{dataset}</span>
          </h2>
          {reasons
            .filter((reason) => reason.dataset === dataset)
            .map((reason) => (
              <Choice key={reason.reason} isChosen={reason === chosen} onChoose={() => onChoose(reason)}>
                <span>
                  {reason.reason === null ? t.noReason : say(reason.reason)}
                  {reason.example !== null && reason.example !== reason.reason && <small>{say(reason.example)}</small>}
                </span>
                <b>{formatNumber(reason.count)}</b>
              </Choice>
            ))}
        </section>
      ))}
    </ChoiceList>
  )
}
