import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Place } from '../app/place.ts'
import { useMay } from '../client/who.ts'
import { useMessages } from '../i18n/messages.ts'
import { sections } from './place.ts'
import classes from './settings.module.css'
import { texts } from './texts.ts'

interface SettingsPageProps {
  readonly title: string
  readonly summary?: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** The tabs of the settings that somebody may see, and under them one page. */
export function SettingsPage({ title, summary, action, children }: SettingsPageProps) {
  const t = useMessages(texts)
  return (
    <div className={classes.page}>
      <nav className={classes.tabs} aria-label={t.sections}>
        {sections.map((place) => (
          <Tab key={place.path} place={place} />
        ))}
      </nav>
      <div className={classes.head}>
        <h1>{title}</h1>
        {summary && <p>{summary}</p>}
        {action && <div className={classes.actions}>{action}</div>}
      </div>
      {children}
    </div>
  )
}

function Tab({ place: { path, title, needs } }: { place: Place }) {
  const { title: name } = useMessages(title)
  if (!useMay(needs)) return null
  return (
    <Link to={path} className={classes.tab} activeOptions={{ exact: true }} activeProps={{ 'data-active': true }}>
      {name}
    </Link>
  )
}
