import { Button, Menu } from '@mantine/core'
import { Check, History } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import type { Comparison } from './comparison.ts'
import { viewTexts } from './view-texts.ts'

interface CompareMenuProps {
  readonly comparison: Comparison | ''
  readonly onChange: (comparison: Comparison | '') => void
}

/** With which time what is shown is compared. */
export function CompareMenu({ comparison, onChange }: CompareMenuProps) {
  const t = useMessages(viewTexts)
  const names = {
    '': t.compareOff,
    previous: t.comparePrevious,
    '1d': t.compareDay,
    '7d': t.compareWeek,
    '28d': t.compareMonth,
  } as const
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <Button
          leftSection={<History size={14} />}
          aria-label={t.compare}
          title={t.compare}
          aria-pressed={comparison !== ''}
        >
          {comparison === '' ? t.compare : names[comparison]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(names) as (Comparison | '')[]).map((one) => (
          <Menu.Item
            key={one}
            onClick={() => onChange(one)}
            rightSection={one === comparison ? <Check size={13} /> : undefined}
          >
            {names[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
