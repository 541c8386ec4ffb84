import { Menu } from '@mantine/core'
import { ExternalLink, Filter, FilterX } from 'lucide-react'
import type { DashboardFilter, PanelLink } from '../../../src/model/dashboard.ts'
import { useMessages } from '../i18n/messages.ts'
import { labelOf } from '../lib/frame.ts'
import { hrefOf } from './link-address.ts'
import type { Pick } from './panels/panel.ts'
import classes from './pick-menu.module.css'
import { viewTexts as texts } from './view-texts.ts'

interface PickMenuProps {
  readonly pick: Pick
  readonly links: readonly PanelLink[]
  readonly onFilter: (filters: readonly DashboardFilter[]) => void
  readonly onClose: () => void
}

/** What can be done with what was clicked: only this, all but this, and where it leads. */
export function PickMenu({ pick, links, onFilter, onClose }: PickMenuProps) {
  const t = useMessages(texts)
  const [first] = pick.choices
  const isOne = pick.choices.length === 1
  const filters = (values: Pick['choices'][number], not: boolean) =>
    Object.entries(values).map(([field, value]) => ({ field, value, ...(not ? { not } : {}) }))
  const textOf = (values: Pick['choices'][number]) => Object.values(values).map(labelOf).join(' · ')
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={240} withinPortal trapFocus>
      <Menu.Target>
        <span className={classes.point} style={{ left: pick.x, top: pick.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {pick.choices.map((values) => (
          <Menu.Item
            key={textOf(values)}
            leftSection={<Filter size={14} />}
            onClick={() => onFilter(filters(values, false))}
          >
            {t.onlyThis(textOf(values))}
          </Menu.Item>
        ))}
        {isOne && Object.keys(first!).length === 1 && (
          <Menu.Item leftSection={<FilterX size={14} />} onClick={() => onFilter(filters(first!, true))}>
            {t.withoutThis(textOf(first!))}
          </Menu.Item>
        )}
        {isOne && links.length > 0 && <Menu.Divider />}
        {isOne &&
          links.map((link) => (
            <Menu.Item
              key={link.title}
              component="a"
              href={hrefOf(link.to, first!)}
              leftSection={<ExternalLink size={14} />}
              rel="noreferrer"
            >
              {link.title}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
