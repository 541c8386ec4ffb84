import { ActionIcon } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMatches } from '@tanstack/react-router'
import { Keyboard, Search } from 'lucide-react'
import { useEffect } from 'react'
import { dashboardQuery } from '../client/dashboards.ts'
import { useWho } from '../client/who.ts'
import { BrandMark } from '../design/brand-mark.tsx'
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
      {brand?.logo && (
        <span className={classes.brand}>
          <BrandMark />
        </span>
      )}
      <div className={classes.trail}>
        {project && <span>{brand?.title ?? project}</span>}
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
  const names = Object.values((match?.params ?? {}) as Record<string, string>)
  // Its page asks the same.
  const isDashboard = match?.fullPath === '/dashboards/$name'
  const { data: dashboard } = useQuery({ ...dashboardQuery(names[0] ?? ''), enabled: isDashboard })
  const shown = isDashboard && dashboard ? [dashboard.title] : names
  return [title, ...shown].filter((name) => name !== '')
}

const noTitle = { en: { title: '' }, es: { title: '' } }
