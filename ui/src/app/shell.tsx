import { useMantineColorScheme } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { Guide } from './guide.tsx'
import { useKeys } from './keys.ts'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { texts } from './texts.ts'
import { TopBar } from './top-bar.tsx'

const Palette = lazy(() => import('./palette.tsx'))
const KeysHelp = lazy(() => import('./keys-help.tsx'))

/** What surrounds every page: the rail (a bar at the bottom of a phone), the top bar, and what opens over them. */
export function Shell() {
  const t = useMessages(texts)
  const [open, setOpen] = useState<'palette' | 'keys'>()
  const { toggleColorScheme } = useMantineColorScheme()
  useKeys(t.everywhere, [
    { key: 'mod+k', does: t.openPalette, act: () => setOpen('palette'), always: true },
    { key: '?', does: t.showKeys, act: () => setOpen('keys') },
  ])
  const close = () => setOpen(undefined)
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t.skip}
      </a>
      <Rail />
      <TopBar onFind={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
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
