import { useIsLost } from '../client/connection.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './connection-banner.module.css'
import { texts } from './texts.ts'

export function ConnectionBanner() {
  const t = useMessages(texts)
  const isLost = useIsLost()
  return (
    <div role="status">
      {isLost && (
        <div className={classes.banner}>
          <i />
          {t.lost}
        </div>
      )}
    </div>
  )
}
