import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from '../../design/card.tsx'
import { type Language, language, type ZoneChoice, zone } from '../../i18n/locale.ts'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import own from './account.module.css'
import { texts } from './texts.ts'

const languages = [
  { value: 'en', label: 'English' },
  { value: 'es', label: 'Español' },
]

/** The same as in the menu at the top, with room for words. */
export function PreferencesCard() {
  const t = useMessages(texts)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const themes = [
    { value: 'auto', label: t.system },
    { value: 'light', label: t.light },
    { value: 'dark', label: t.dark },
  ]
  const zones = [
    { value: 'local', label: t.here(here) },
    { value: 'UTC', label: 'UTC' },
  ]
  return (
    <Card className={classes.block}>
      <h2>{t.preferences}</h2>
      <p>{t.preferencesHint}</p>
      <Choice label={t.language}>
        <SegmentedControl
          data={languages}
          value={language.use()}
          onChange={(chosen) => language.set(chosen as Language)}
          aria-label={t.language}
        />
      </Choice>
      <Choice label={t.theme}>
        <SegmentedControl
          data={themes}
          value={colorScheme}
          onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}
          aria-label={t.theme}
        />
      </Choice>
      <Choice label={t.timeZone}>
        <SegmentedControl
          data={zones}
          value={zone.use()}
          onChange={(chosen) => zone.set(chosen as ZoneChoice)}
          aria-label={t.timeZone}
        />
      </Choice>
    </Card>
  )
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={own.choice}>
      <span>{label}</span>
      {children}
    </div>
  )
}
