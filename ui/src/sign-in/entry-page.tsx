import type { ReactNode } from 'react'
import { BrandMark } from '../design/brand-mark.tsx'
import classes from './sign-in.module.css'

/** A card in the middle, for who is not in yet. */
export function EntryPage({ title, corner, children }: { title: string; corner: ReactNode; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <span className={classes.mark}>
          <BrandMark size={32} />
        </span>
        <h1>{title}</h1>
        {children}
      </div>
      <div className={classes.corner}>{corner}</div>
    </main>
  )
}
