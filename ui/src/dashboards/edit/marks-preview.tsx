import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Annotation } from '../../../../src/model/dashboard.ts'
import { ApiError } from '../../client/api.ts'
import { Problem } from '../../design/problem.tsx'
import { formatNumber, formatTime } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import { askWritten, idOf } from '../annotations.ts'
import type { Moment } from '../answers.ts'
import { marksOf } from '../mark.ts'
import classes from './parts-modal.module.css'
import { texts } from './parts-texts.ts'

/** Typing is not asking. */
const pause_ms = 400

const name = 'preview'

/** The server gives no more than so many. */
const most = 200

/** So many are enough to see whether they are the right ones. */
const shown = 5

/** How many marks an annotation makes in the time range of the dashboard, and the latest of them. */
export function MarksPreview({ annotation, moment }: { annotation: Annotation; moment: Moment }) {
  const t = useMessages(texts)
  const [asked] = useDebouncedValue(annotation, pause_ms)
  const isAsked = Boolean(asked.monitors || asked.sql?.trim() || asked.in)
  const { data, error } = useQuery({
    queryKey: ['annotation-preview', asked, moment],
    queryFn: async ({ signal }) => (await askWritten({ [name]: asked }, moment, signal)).answers[idOf(name)] ?? {},
    enabled: isAsked,
  })
  if (!isAsked) return null
  const problem = error ?? (data?.error && new ApiError(data.error))
  const marks = marksOf(data ?? {}, 'plain').sort((a, b) => b.time - a.time)
  const count = marks.length >= most ? t.atLeast(formatNumber(marks.length)) : t.markCount(marks.length)
  return (
    <section className={classes.preview} aria-label={t.marksNow}>
      <h3>
        {t.marksNow}
        {!problem && marks.length > 0 && ` · ${count}`}
      </h3>
      {problem ? (
        <Problem error={problem} />
      ) : marks.length === 0 ? (
        <p className={classes.muted}>{data ? t.noMarks : t.asking}</p>
      ) : (
        <ul className={classes.marks}>
          {marks.slice(0, shown).map(({ time, text }) => (
            <li key={`${time} ${text}`}>
              <time>{formatTime(new Date(time).toISOString(), 'dateTime')}</time>
              {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
