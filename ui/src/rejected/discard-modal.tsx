import { Button, Modal, Radio, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ask } from '../client/api.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import classes from './modal.module.css'
import type { Reason } from './records.ts'
import { texts } from './texts.ts'

interface DiscardModalProps {
  readonly reason: Reason
  readonly offset: number
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Says of one or of all with a reason that nothing is to come of them, and why. */
export function DiscardModal({ reason, offset, onClose, onDone }: DiscardModalProps) {
  const t = useMessages(texts)
  const [which, setWhich] = useState('one')
  const [why, setWhy] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const all = reason.reason === null ? {} : { reason: reason.reason }
    try {
      const { discarded } = await ask('POST /api/rejected/{dataset}/discard', {
        path: { dataset: reason.dataset },
        body: { why, ...(which === 'one' ? { offsets: [offset] } : all) },
      })
      toast({ kind: 'done', message: t.discarded(discarded, formatNumber(discarded)) })
      onDone()
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <Modal opened onClose={onClose} title={t.discardTitle} closeButtonProps={{ 'aria-label': t.close }}>
      <form className={classes.form} onSubmit={submit}>
        <Radio.Group value={which} onChange={setWhich} aria-label={t.discardTitle}>
          <Radio value="one" size="xs" label={t.discardOne} />
          <Radio value="all" size="xs" label={t.discardReason(formatNumber(reason.count))} />
        </Radio.Group>
        <TextInput
          label={t.why}
          description={t.whyHint}
          value={why}
          onChange={({ currentTarget: { value } }) => setWhy(value)}
          data-autofocus
        />
        <div className={classes.buttons}>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" variant="filled" disabled={why.trim() === ''}>
            {t.discardTitle}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
