import { Button, Modal } from '@mantine/core'
import { copy } from '../design/clipboard.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './sql-modal.module.css'
import { useExploreState } from './state.ts'
import { texts } from './texts.ts'

/** The SQL that a search ran. */
export function SqlModal({ sql, onClose }: { sql: string; onClose: () => void }) {
  const t = useMessages(texts)
  const [, change] = useExploreState()
  return (
    <Modal opened onClose={onClose} title={t.sqlTitle} size="xl" closeButtonProps={{ 'aria-label': t.close }}>
      <p className={classes.hint}>{t.sqlHint}</p>
      <pre className={classes.sql} tabIndex={0}>
        {sql}
      </pre>
      <div className={classes.tools}>
        <Button onClick={() => copy(sql, t.copied)}>{t.copy}</Button>
        <Button variant="filled" onClick={() => change({ mode: 'sql', q: sql, record: '' })}>
          {t.openSql}
        </Button>
      </div>
    </Modal>
  )
}
