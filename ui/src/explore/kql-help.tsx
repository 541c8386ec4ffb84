import { ActionIcon, Popover } from '@mantine/core'
import { CircleHelp } from 'lucide-react'
import { useMessages } from '../i18n/messages.ts'
import classes from './kql-help.module.css'
import { kqlTexts } from './kql-texts.ts'

const examples = [
  ['cannot connect', 'anyWord'],
  ['"cannot connect"', 'phrase'],
  ['level:error', 'field'],
  ['status:(404 or 500)', 'oneOf'],
  ['status >= 400', 'range'],
  ['path:/api/*', 'wildcard'],
  ['level:error and not service:shop', 'both'],
  ['user:*', 'present'],
  ['_time > now-15m', 'time'],
  ['http:{ method:post and status:500 }', 'nested'],
] as const

/** The language at hand: one example of each thing that it can say. */
export function KqlHelp() {
  const t = useMessages(kqlTexts)
  return (
    <Popover position="bottom-end" width={420} trapFocus>
      <Popover.Target>
        <ActionIcon size={28} aria-label={t.help} title={t.help}>
          <CircleHelp size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={classes.examples} aria-label={t.help} tabIndex={0}>
          {examples.map(([kql, says]) => (
            <div key={kql}>
              <dt>
                <code>{kql}</code>
              </dt>
              <dd>{t[says]}</dd>
            </div>
          ))}
        </dl>
        <p className={classes.note}>{t.note}</p>
      </Popover.Dropdown>
    </Popover>
  )
}
