import type { KindReport } from '../../../src/model/source-trial.ts'
import { Choice, ChoiceList } from '../design/choice-list.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useServerHelp } from '../i18n/sentences.ts'
import { texts } from './texts.ts'

interface KindListProps {
  readonly kinds: readonly KindReport[]
  readonly chosen: string | undefined
  readonly onChoose: (name: string) => void
}

/** The types of sources, each in its declaration's words. */
export function KindList({ kinds, chosen, onChoose }: KindListProps) {
  const t = useMessages(texts)
  const explain = useServerHelp()
  return (
    <ChoiceList label={t.choose}>
      <h2>{t.choose}</h2>
      {kinds.map(({ name, summary }) => (
        <Choice key={name} isChosen={name === chosen} onChoose={() => onChoose(name)} isStacked>
          <b>{name}</b>
          <span>{explain(summary)}</span>
        </Choice>
      ))}
    </ChoiceList>
  )
}
