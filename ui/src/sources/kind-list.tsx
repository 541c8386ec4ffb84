import type { KindReport } from '../../../src/model/source-trial.ts'
import { Card } from '../design/card.tsx'
import { useMessages } from '../i18n/messages.ts'
import classes from './kind-list.module.css'
import { texts } from './texts.ts'

interface KindListProps {
  readonly kinds: readonly KindReport[]
  readonly chosen: string | undefined
  readonly onChoose: (name: string) => void
}

/** The types of sources, each in its declaration's words. */
export function KindList({ kinds, chosen, onChoose }: KindListProps) {
  const t = useMessages(texts)
  return (
    <Card className={classes.list} aria-label={t.choose}>
      <h2>{t.choose}</h2>
      {kinds.map(({ name, summary }) => (
        <button key={name} type="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          <b>{name}</b>
          <span>{summary}</span>
        </button>
      ))}
    </Card>
  )
}
