import type { ReactNode } from 'react'
import classes from './page.module.css'

interface PageHeadProps {
  readonly title: string
  readonly about?: string
  /** States beside the title. */
  readonly state?: ReactNode
  /** What can be done, at the end of the line. */
  readonly children?: ReactNode
}

/** A page's own line: what it is, and what can be done with all of it. */
export function PageHead({ title, about, state, children }: PageHeadProps) {
  return (
    <header className={classes.head}>
      <h1>{title}</h1>
      {state}
      {about && <p>{about}</p>}
      {children && <div className={classes.end}>{children}</div>}
    </header>
  )
}
