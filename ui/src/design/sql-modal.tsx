import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useMessages } from '../i18n/messages.ts'
import { copy } from './clipboard.ts'
import classes from './sql-modal.module.css'
import { texts } from './texts.ts'

interface SqlModalProps {
  readonly sql: string
  readonly title: string
  readonly hint: string
  readonly onClose: () => void
  /** What else can be done with it. */
  readonly children?: ReactNode
}

/** The SQL that something ran. */
export function SqlModal({ sql, title, hint, onClose, children }: SqlModalProps) {
  const t = useMessages(texts)
  return (
    <Modal opened onClose={onClose} title={title} size="xl" closeButtonProps={{ 'aria-label': t.close }}>
      <p className={classes.hint}>{hint}</p>
      <pre className={classes.sql} tabIndex={0}>
        {sql}
      </pre>
      <div className={classes.tools}>
        <Button onClick={() => copy(sql, t.copied)}>{t.copy}</Button>
        {children}
      </div>
    </Modal>
  )
}
