import { Chip, type Tone } from '../../design/chip.tsx'
import { formatNumber, formatTime } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { type Action, type Entry, mostListed } from './entries.ts'
import { texts } from './texts.ts'

const tones: Record<Action, Tone> = {
  saw: 'plain',
  exported: 'warn',
  changed: 'accent',
  refused: 'bad',
  logged_in: 'ok',
  login_failed: 'bad',
}

export function EntryTable({ entries }: { entries: readonly Entry[] }) {
  const t = useMessages(texts)
  return (
    <>
      <table className={classes.table} data-stacked="">
        <thead>
          <tr>
            <th>{t.time}</th>
            <th>{t.who}</th>
            <th>{t.action}</th>
            <th>{t.what}</th>
            <th data-wide="">{t.from}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ _offset, _time, who, role, action, query, what, route, address }) => (
            <tr key={_offset}>
              <td>
                <time dateTime={_time} title={formatTime(_time, 'full')}>
                  {formatTime(_time, 'short')}
                </time>
              </td>
              <td data-kind="who">
                {who ?? t.unknown}
                <small>{role}</small>
              </td>
              <td>
                <Chip tone={tones[action]}>{t[action]}</Chip>
              </td>
              <td data-kind="rest">
                {query ? <code>{query}</code> : (what ?? <code>{route}</code>)}
                {(query || what) && <small>{route}</small>}
              </td>
              <td data-wide="">{address}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {entries.length === mostListed && <p className={classes.note}>{t.newest(formatNumber(mostListed))}</p>}
    </>
  )
}
