import type { ReactNode } from 'react'
import classes from './chip.module.css'

export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad'

/** A word that is a state, a level or a name. */
export function Chip({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {children}
    </span>
  )
}
