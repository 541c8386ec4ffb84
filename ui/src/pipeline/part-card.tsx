import type { CSSProperties } from 'react'
import { Sparkline } from '../design/sparkline.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { Figure } from './figures.ts'
import type { RiverNode } from './graph.ts'
import classes from './part-card.module.css'
import { texts } from './texts.ts'

interface PartCardProps {
  readonly node: RiverNode
  readonly figure: Figure
  readonly color: string
  readonly place: { readonly left: number; readonly top: number; readonly width: number }
  readonly isChosen: boolean
  readonly onChoose: () => void
}

/** Narrower cards have no room for the line. */
const roomy = 190

export function PartCard({ node, figure, color, place, isChosen, onChoose }: PartCardProps) {
  const t = useMessages(texts)
  const { kind, type, name } = node
  const about = kind === 'stream' ? t.byHttp : kind === 'source' ? type : undefined
  return (
    <button
      type="button"
      className={classes.card}
      style={{ ...place, '--line-color': color } as CSSProperties}
      data-kind={kind}
      data-tone={figure.tone}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      <span className={classes.words}>
        <small>{about === undefined ? t.kind(kind) : `${t.kind(kind)} · ${about}`}</small>
        <b title={name}>{name}</b>
        <code>{figure.text}</code>
      </span>
      {figure.series && place.width >= roomy && (
        <span className={classes.line}>
          <Sparkline values={figure.series} />
        </span>
      )}
    </button>
  )
}
