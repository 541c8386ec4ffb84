import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { LogOut, Settings } from 'lucide-react'
import { leave, type Me, useMe } from '../client/who.ts'
import { type Language, language, type ZoneChoice, zone } from '../i18n/locale.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './preferences-menu.module.css'
import { texts } from './texts.ts'

const languageNames: Record<Language, string> = { en: 'English', es: 'Español' }

/** Who is here, theme, language, time zone, and the way out. */
export function PreferencesMenu() {
  const t = useMessages(texts)
  const me = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const initials = me?.is_person ? initialsOf(me) : undefined
  const themes: Record<MantineColorScheme, string> = { auto: t.system, light: t.light, dark: t.dark }
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones: Record<ZoneChoice, string> = { local: t.localZone(here), UTC: 'UTC' }
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={230}>
      <Menu.Target>
        <ActionIcon
          aria-label={initials ? `${initials}: ${t.preferences}` : t.preferences}
          title={t.preferences}
          className={initials ? classes.avatar : ''}
        >
          {initials ?? <Settings size={17} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {me && (
          <div className={classes.who}>
            <strong>{me.title ?? me.name}</strong>
            <span>{[me.role, me.tenant?.title ?? me.tenant?.name].filter(Boolean).join(' · ')}</span>
          </div>
        )}
        <Choices label={t.theme} all={themes} chosen={colorScheme} onChoose={setColorScheme} />
        <Choices label={t.language} all={languageNames} chosen={language.use()} onChoose={(one) => language.set(one)} />
        <Choices label={t.timeZone} all={zones} chosen={zone.use()} onChoose={(one) => zone.set(one)} />
        {me && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<LogOut size={14} />} onClick={() => void leave()}>
              {t.signOut}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function initialsOf({ title, name }: Me): string {
  const words = (title ?? name).split(/[\s._@-]+/).filter(Boolean)
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : '']
  return [first, last].map((word) => [...word][0]?.toUpperCase() ?? '').join('')
}

function Choices<K extends string>({
  label,
  all,
  chosen,
  onChoose,
}: {
  label: string
  all: Readonly<Record<K, string>>
  chosen: K
  onChoose: (key: K) => void
}) {
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      <Menu.RadioGroup value={chosen} onChange={(key) => onChoose(key as K)} aria-label={label}>
        {(Object.entries(all) as [K, string][]).map(([key, name]) => (
          <Menu.RadioItem key={key} value={key}>
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  )
}
