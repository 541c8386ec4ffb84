import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useWho } from '../client/who.ts'
import { BrandMark } from '../design/brand-mark.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import classes from './link-shell.module.css'
import { PreferencesMenu } from './preferences-menu.tsx'

/** What surrounds a dashboard for who came by a link: whose it is, and nothing else. */
export function LinkShell() {
  const { brand, project } = useWho() ?? {}
  const title = brand?.title ?? project ?? ''
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className={classes.shell}>
      <header className={classes.bar}>
        <BrandMark size={26} />
        <strong>{title}</strong>
        <PreferencesMenu />
      </header>
      <main id="content" className={classes.page}>
        <ConnectionBanner />
        <Outlet />
      </main>
    </div>
  )
}
