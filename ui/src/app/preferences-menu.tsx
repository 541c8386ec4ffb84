import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { LogOut, Settings } from 'lucide-react'
import { logOut } from '../client/session.ts'
import { type Language, language, type ZoneChoice, zone } from '../i18n/locale.ts'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

const languageNames: Record<Language, string> = { en: 'English', es: 'Español' }

/** Theme, language, time zone, and the way out. */
export function PreferencesMenu({ isIn = true }: { isIn?: boolean }) {
  const t = useMessages(texts)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const themes: Record<MantineColorScheme, string> = { auto: t.system, light: t.light, dark: t.dark }
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones: Record<ZoneChoice, string> = { local: t.localZone(here), UTC: 'UTC' }
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={220}>
      <Menu.Target>
        <ActionIcon aria-label={t.preferences} title={t.preferences}>
          <Settings size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Choices label={t.theme} all={themes} chosen={colorScheme} onChoose={setColorScheme} />
        <Choices label={t.language} all={languageNames} chosen={language.use()} onChoose={(one) => language.set(one)} />
        <Choices label={t.timeZone} all={zones} chosen={zone.use()} onChoose={(one) => zone.set(one)} />
        {isIn && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<LogOut size={14} />} onClick={() => logOut()}>
              {t.signOut}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
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
