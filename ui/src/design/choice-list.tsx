import type { ReactNode } from 'react'
import { Card } from './card.tsx'
import classes from './choice-list.module.css'

/** A card of choices, one of which is shown beside it. */
export function ChoiceList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Card className={classes.list} aria-label={label}>
      {children}
    </Card>
  )
}

interface ChoiceProps {
  readonly isChosen: boolean
  readonly onChoose: () => void
  /** Its words stand below each other. */
  readonly isStacked?: boolean
  readonly children: ReactNode
}

export function Choice({ isChosen, onChoose, isStacked, children }: ChoiceProps) {
  return (
    <button type="button" aria-pressed={isChosen} data-stacked={isStacked} onClick={onChoose}>
      {children}
    </button>
  )
}
