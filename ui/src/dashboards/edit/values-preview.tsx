import type { ErrorBody } from '../../../../src/lib/errors.ts'
import { ApiError } from '../../client/api.ts'
import { Problem } from '../../design/problem.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import classes from './parts-modal.module.css'
import { texts } from './parts-texts.ts'

interface ValuesPreviewProps {
  readonly values: readonly string[]
  readonly error: ErrorBody | undefined
  readonly isBusy: boolean
  /** Whether there is anything to ask. */
  readonly isAsked: boolean
}

/** So many are enough to see whether they are the right ones. */
const most = 60

/** What people could choose from now. */
export function ValuesPreview({ values, error, isBusy, isAsked }: ValuesPreviewProps) {
  const t = useMessages(texts)
  if (!isAsked) return null
  const isEmpty = values.length === 0
  return (
    <section className={classes.preview} aria-label={t.preview} aria-busy={isBusy}>
      <h3>
        {t.preview}
        {!error && !isEmpty && ` · ${t.valueCount(values.length)}`}
      </h3>
      {error ? (
        <Problem error={new ApiError(error)} />
      ) : isEmpty ? (
        <p className={classes.muted}>{isBusy ? t.asking : t.noValues}</p>
      ) : (
        <ul className={classes.values}>
          {values.slice(0, most).map((value) => (
            <li key={value}>{value}</li>
          ))}
          {values.length > most && <li>{t.more(formatNumber(values.length - most))}</li>}
        </ul>
      )}
    </section>
  )
}
