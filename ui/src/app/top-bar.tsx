import { ActionIcon } from '@mantine/core'
import { useMatches } from '@tanstack/react-router'
import { Keyboard, Search } from 'lucide-react'
import { useEffect } from 'react'
import { useWho } from '../client/who.ts'
import { Kbd } from '../design/kbd.tsx'
import { useMessages } from '../i18n/messages.ts'
import { places } from './places.ts'
import { PreferencesMenu } from './preferences-menu.tsx'
import { texts } from './texts.ts'
import classes from './top-bar.module.css'

export function TopBar({ onFind, onKeys }: { onFind: () => void; onKeys: () => void }) {
  const t = useMessages(texts)
  const { project, brand } = useWho() ?? {}
  const trail = useTrail()
  useEffect(() => {
    document.title = [...trail.toReversed(), project, brand?.title ?? 'Caudal'].filter(Boolean).join(' · ')
  })
  return (
    <header className={classes.bar}>
      <div className={classes.trail}>
        {project && <span className={classes.project}>{project}</span>}
        {trail.map((name, i) => (
          <span key={name} data-last={i === trail.length - 1 || undefined}>
            {name}
          </span>
        ))}
      </div>
      <button type="button" className={classes.find} onClick={onFind}>
        <Search size={14} aria-hidden="true" />
        <span>{t.searchOrJump}</span>
        <Kbd>{'Ctrl K'}</Kbd>
      </button>
      <ActionIcon className={classes.findSmall} onClick={onFind} aria-label={t.palette}>
        <Search size={17} />
      </ActionIcon>
      <ActionIcon className={classes.keys} onClick={onKeys} aria-label={t.showKeys} title={t.showKeys}>
        <Keyboard size={17} />
      </ActionIcon>
      <PreferencesMenu />
    </header>
  )
}

/** The name of the place, and of what is shown there: `Datasets / readings`. */
function useTrail(): string[] {
  const match = useMatches().at(-1)
  const place = places.find(({ path }) => match?.fullPath === path)
  const title = useMessages(place?.title ?? noTitle).title
  return [title, ...Object.values((match?.params ?? {}) as Record<string, string>)].filter((name) => name !== '')
}

const noTitle = { en: { title: '' }, es: { title: '' } }
