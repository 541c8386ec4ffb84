import type { Remark } from '../../../src/model/remark.ts'
import { Card } from '../design/card.tsx'
import { formatAgo, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './remarks.module.css'
import { texts } from './texts.ts'

/** What its owner should know of how records were stored. */
export function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  const t = useMessages(texts)
  return (
    <Card className={classes.remarks} aria-label={t.remarks}>
      <h2>{t.remarks}</h2>
      <ul>
        {remarks.map(({ kind, field, source, records, value, last, type = '' }) => (
          <li key={`${kind} ${field} ${source}`}>
            {t.remark(kind, field, type, records, formatNumber(records))}{' '}
            <span>{t.remarkExample(value, source, formatAgo(last))}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
