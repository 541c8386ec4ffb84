import { Fragment } from 'react'
import type { LiveReport } from '../client/live.ts'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './equation.module.css'
import { texts } from './texts.ts'

const terms = ['stored', 'duplicate', 'rejected', 'late_dropped', 'dropped', 'refused', 'pending'] as const
/** These are said also when they are nothing. */
const always = new Set<string>(['stored', 'duplicate', 'rejected'])

/** received = stored + duplicate + rejected + …: over the streams of the project. */
export function Equation({ streams }: { streams: LiveReport['status']['streams'] }) {
  const t = useMessages(texts)
  const own = Object.entries(streams).filter(([name]) => !name.startsWith('_'))
  const sum = (term: 'received' | (typeof terms)[number]) => own.reduce((total, [, stream]) => total + stream[term], 0)
  const shown = terms.filter((term) => always.has(term) || sum(term) > 0)
  return (
    <p className={classes.equation} title={t.equation}>
      {t.received} <b>{formatNumber(sum('received'))}</b>
      {shown.map((term, i) => (
        <Fragment key={term}>
          {i === 0 ? ' = ' : ' + '}
          {t[term]} <b data-term={sum(term) > 0 ? term : undefined}>{formatNumber(sum(term))}</b>
        </Fragment>
      ))}
    </p>
  )
}
