import { ActionIcon, Button, Menu } from '@mantine/core'
import { ChevronDown, RefreshCw } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import classes from './refresh-control.module.css'
import { refreshes } from './refreshes.ts'
import { texts } from './texts.ts'

/** Now, live, or every so often. */
export function RefreshControl({
  refresh,
  onChange,
  onAgain,
  isBusy,
}: {
  /** One of `refreshes` or another duration, or empty for never. */
  refresh: string
  onChange: (refresh: string) => void
  onAgain: () => void
  isBusy: boolean
}) {
  const t = useMessages(texts)
  const isLive = refresh === 'live'
  const isPeriodic = refresh !== '' && !isLive
  return (
    <div className={classes.control}>
      <ActionIcon variant="default" size={30} onClick={onAgain} aria-label={t.again} title={`${t.again} (R)`}>
        <RefreshCw size={14} className={isBusy ? classes.busy : undefined} />
      </ActionIcon>
      <Button.Group>
        <Button
          aria-pressed={refresh !== ''}
          onClick={() => onChange(refresh === '' ? 'live' : '')}
          title={`${t.toLive} (L)`}
        >
          <i className={classes.dot} data-on={refresh !== '' || undefined} />
          {isPeriodic ? periodText(refresh) : t.live}
        </Button>
        <Menu position="bottom-end" width={160}>
          <Menu.Target>
            <Button px={6} aria-label={t.refresh} title={t.refresh}>
              <ChevronDown size={14} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onChange('')}>{t.refreshOff}</Menu.Item>
            {refreshes.map((name) => (
              <Menu.Item key={name} onClick={() => onChange(name)}>
                {name === 'live' ? t.live : t.every(periodText(name))}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Button.Group>
    </div>
  )
}

function periodText(name: string): string {
  return `${Number.parseInt(name, 10)} ${name.endsWith('m') ? 'min' : name.at(-1)}`
}
