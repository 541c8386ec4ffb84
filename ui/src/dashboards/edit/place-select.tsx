import { Select } from '@mantine/core'
import type { Dashboard, Panel } from '../../../../src/model/dashboard.ts'
import { useMessages } from '../../i18n/messages.ts'
import { placeBelow } from '../grid/layout.ts'
import { gridOf } from '../groups.ts'
import { viewTexts } from '../view-texts.ts'

interface PlaceSelectProps {
  readonly dashboard: Dashboard
  readonly panel: Panel
  readonly onChange: (panel: Panel) => void
}

/** On which tab or in which section a panel stands. In another one it begins below the others. */
export function PlaceSelect({ dashboard, panel, onChange }: PlaceSelectProps) {
  const t = useMessages(viewTexts)
  const { tabs = {}, sections = {} } = dashboard
  const choices = [
    { value: '', label: t.above },
    ...Object.entries(tabs).map(([name, { title }]) => ({ value: `tab ${name}`, label: t.inTab(title) })),
    ...Object.entries(sections).map(([name, { title }]) => ({ value: `section ${name}`, label: t.inSection(title) })),
  ]
  if (choices.length === 1) return null
  const choose = (value: string | null) => {
    const [kind, name] = (value ?? '').split(' ')
    const { tab: _, section: __, ...rest } = panel
    const where = name === undefined ? {} : { [kind!]: name }
    onChange({ ...rest, ...where, at: placeBelow(gridOf(dashboard, where), panel.at.w, panel.at.h) })
  }
  const { tab, section } = panel
  return (
    <Select
      label={t.place}
      data={choices}
      value={section !== undefined ? `section ${section}` : tab !== undefined ? `tab ${tab}` : ''}
      allowDeselect={false}
      onChange={choose}
    />
  )
}
