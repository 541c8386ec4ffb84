import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

/** A place with nothing in it says why, and what to do next. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      {children && <div className={classes.text}>{children}</div>}
      {action}
    </div>
  )
}
