import { Progress as Bar, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Problem } from '../../design/problem.tsx'
import { formatBytes, formatNumber, formatPercent } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import classes from './progress.module.css'
import { texts } from './texts.ts'
import type { SendingState } from './use-sending.ts'

interface ProgressProps {
  readonly file: File
  readonly state: SendingState
  /** They wanted to close it while it is under way. */
  readonly isAsked: boolean
  readonly onCancel: () => void
  readonly onAgain: () => void
  readonly onBack: () => void
  readonly onAnother: () => void
  readonly onClose: () => void
}

/** How far it is, and what came of it. */
export function Progress({ file, state, isAsked, onCancel, onAgain, onBack, onAnother, onClose }: ProgressProps) {
  const t = useMessages(texts)
  const { dataset } = state.order.plan
  switch (state.step) {
    case 'preparing':
      return (
        <div className={classes.progress}>
          <Bar value={100} animated aria-label={t.preparing} />
          <p>{t.preparing}</p>
          <div className={classes.buttons}>
            <Button onClick={onCancel}>{t.cancel}</Button>
          </div>
        </div>
      )
    case 'sending': {
      const { sent_bytes, began } = state
      const share = file.size === 0 ? 1 : sent_bytes / file.size
      const seconds = Math.max(0.001, (Date.now() - began) / 1000)
      return (
        <div className={classes.progress}>
          <Bar value={share * 100} aria-label={t.sending} />
          <p aria-live="off">
            {t.sent(formatBytes(sent_bytes), formatBytes(file.size))} ({formatPercent(share)})
            {sent_bytes > 0 && seconds > 1 && ` · ${formatBytes(sent_bytes / seconds)}/s`}
          </p>
          {isAsked && <p role="alert">{t.closeAsked}</p>}
          <div className={classes.buttons}>
            <Button onClick={onCancel}>{t.cancel}</Button>
          </div>
        </div>
      )
    }
    case 'storing':
      return (
        <div className={classes.progress}>
          <Bar value={100} animated aria-label={t.storing} />
          <p>
            {t.received(state.received, formatNumber(state.received))} {t.storing}
          </p>
          <div className={classes.buttons}>
            <Button onClick={onClose}>{t.goOnWithout}</Button>
          </div>
        </div>
      )
    case 'done': {
      const { received, stored } = state
      return (
        <div className={classes.progress} role="status">
          <h3>
            {stored
              ? t.stored(stored.stored, formatNumber(stored.stored), dataset)
              : t.received(received, formatNumber(received))}
          </h3>
          {stored && stored.duplicate > 0 && <p>{t.duplicates(stored.duplicate, formatNumber(stored.duplicate))}</p>}
          {stored && stored.rejected > 0 && (
            <p className={classes.warn}>
              {t.rejected(stored.rejected, formatNumber(stored.rejected))}{' '}
              <Link to="/rejected" search={{ in: dataset }}>
                {t.seeRejected}
              </Link>
            </p>
          )}
          <div className={classes.buttons}>
            <Button onClick={onAnother}>{t.another}</Button>
            <Button renderRoot={(props) => <Link to="/explore" search={{ in: dataset, from: 'always' }} {...props} />}>
              {t.explore}
            </Button>
            <Button
              variant="filled"
              renderRoot={(props) => <Link to="/data/$name" params={{ name: dataset }} search={{}} {...props} />}
            >
              {t.seeDataset}
            </Button>
          </div>
        </div>
      )
    }
    case 'failed':
      return (
        <div className={classes.progress}>
          <Problem error={state.error} />
          <p>{t.againHint}</p>
          <div className={classes.buttons}>
            <Button onClick={onBack}>{t.back}</Button>
            <Button variant="filled" onClick={onAgain}>
              {t.again}
            </Button>
          </div>
        </div>
      )
    case 'cancelled':
      return (
        <div className={classes.progress} role="status">
          <p>{t.cancelled}</p>
          <div className={classes.buttons}>
            <Button onClick={onClose}>{t.close}</Button>
            <Button variant="filled" onClick={onAgain}>
              {t.goOn}
            </Button>
          </div>
        </div>
      )
  }
}
