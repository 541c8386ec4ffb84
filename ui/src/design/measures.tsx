import type { ReactNode } from 'react'
import { Card } from './card.tsx'
import { Figures } from './figures.tsx'
import page from './page.module.css'

interface MeasuresProps {
  readonly heading: string
  readonly hint: string
  readonly figures: Parameters<typeof Figures>[0]['figures']
  /** Its charts. */
  readonly children: ReactNode
}

/** How something fares: its numbers, and how they go. */
export function Measures({ heading, hint, figures, children }: MeasuresProps) {
  return (
    <Card className={page.card} aria-label={heading}>
      <div className={page.bar}>
        <h2>{heading}</h2>
        <p>{hint}</p>
      </div>
      <Figures figures={figures} />
      {children}
    </Card>
  )
}
