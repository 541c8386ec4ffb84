import { useMantineColorScheme } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { noteTyping, takeTyped } from './early-typing.ts'
import { Guide } from './guide.tsx'
import { useKeys } from './keys.ts'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { texts } from './texts.ts'
import { TopBar } from './top-bar.tsx'

const loadPalette = () => import('./palette.tsx')
const Palette = lazy(loadPalette)
const KeysHelp = lazy(() => import('./keys-help.tsx'))

const rest_ms = 10_000

/** What surrounds every page: the rail (a bar at the bottom of a phone), the top bar, and what opens over them. */
export function Shell() {
  const t = useMessages(texts)
  const [open, setOpen] = useState<'palette' | 'keys'>()
  const { toggleColorScheme } = useMantineColorScheme()
  const find = () => {
    if (open === 'palette') return
    noteTyping()
    // Without it nobody takes what is typed.
    loadPalette().catch(takeTyped)
    setOpen('palette')
  }
  // Loaded when the page is at rest, it opens at once.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => {}), rest_ms)
    return () => clearTimeout(timer)
  }, [])
  useKeys(t.everywhere, [
    { key: 'mod+k', does: t.openPalette, act: find, always: true },
    { key: '?', does: t.showKeys, act: () => setOpen('keys') },
  ])
  const close = () => setOpen(undefined)
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t.skip}
      </a>
      <Rail />
      <TopBar onFind={find} onKeys={() => setOpen('keys')} />
      <main id="content" tabIndex={-1} className={classes.page}>
        <ConnectionBanner />
        <Guide />
        <Outlet />
      </main>
      <Suspense>
        {open === 'palette' && <Palette onClose={close} onKeys={() => setOpen('keys')} onTheme={toggleColorScheme} />}
        {open === 'keys' && <KeysHelp onClose={close} />}
      </Suspense>
    </div>
  )
}
