import { formatAgo, formatTime } from '../i18n/format.ts'

/** How long ago, and when exactly. */
export function When({ time }: { time: string }) {
  return (
    <time dateTime={time} title={formatTime(time, 'full')}>
      {formatAgo(time)}
    </time>
  )
}
