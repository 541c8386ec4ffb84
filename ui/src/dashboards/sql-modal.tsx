import { Button, Modal } from '@mantine/core'
import { copy } from '../design/clipboard.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './modals.module.css'
import { texts } from './texts.ts'

/** The SQL that a panel ran. */
export function SqlModal({ sql, onClose }: { sql: string; onClose: () => void }) {
  const t = useMessages(texts)
  return (
    <Modal opened onClose={onClose} title={t.sqlTitle} size="xl" closeButtonProps={{ 'aria-label': t.close }}>
      <p className={classes.hint}>{t.sqlHint}</p>
      <pre className={classes.code} tabIndex={0}>
        {sql}
      </pre>
      <div className={classes.tools}>
        <Button onClick={() => copy(sql, t.copied)}>{t.copy}</Button>
      </div>
    </Modal>
  )
}
