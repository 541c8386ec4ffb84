import { Button, Modal } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { RejectedEdit } from '../../../src/model/rejected-edit.ts'
import type { Routes } from '../client/api.gen.ts'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { toast } from '../design/toasts.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './modal.module.css'
import type { Reason } from './records.ts'
import { texts } from './texts.ts'

export type EditWay = Pick<Routes['POST /api/rejected/{dataset}/edit']['body'], 'function' | 'set' | 'remove'>

interface EditModalProps {
  readonly reason: Reason
  readonly title: string
  /** What is to be done with them; undefined while it is not said. */
  readonly way: EditWay | undefined
  /** Where it is said. */
  readonly children: ReactNode
  readonly onClose: () => void
  readonly onDone: () => void
}

/** How many pairs are shown of those that the server tells. */
const shown = 5

/** Edits all with a reason: looked at first, then replayed. */
export function EditModal({ reason, title, way, children, onClose, onDone }: EditModalProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const [looked, setLooked] = useState<{ readonly way: string; readonly edit: RejectedEdit }>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  // What was looked at is what is replayed.
  const edit = looked && looked.way === JSON.stringify(way) ? looked.edit : undefined
  const run = async (replay: boolean) => {
    setBusy(true)
    setError(undefined)
    try {
      const answer = await ask('POST /api/rejected/{dataset}/edit', {
        path: { dataset: reason.dataset },
        body: { ...way, replay, ...(reason.reason === null ? {} : { reason: reason.reason }) },
      })
      setLooked({ way: JSON.stringify(way), edit: answer })
      if (!replay) return
      toast({ kind: 'done', message: t.replayed(answer.replayed, formatNumber(answer.replayed)) })
      onDone()
    } catch (error) {
      setLooked(undefined)
      setError(error)
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(false)
  }
  return (
    <Modal opened onClose={onClose} size="xl" title={title} closeButtonProps={{ 'aria-label': t.close }}>
      <form className={classes.form} onSubmit={submit}>
        {children}
        {error !== undefined && <Problem error={error} />}
        {edit && (
          <>
            <p>{t.would(formatNumber(edit.changed), formatNumber(edit.unchanged), formatNumber(edit.left))}</p>
            {edit.examples.slice(0, shown).map(({ id, before, after }) => (
              <div key={id} className={classes.pair}>
                <div>
                  <small>{t.before}</small>
                  <pre>{before}</pre>
                </div>
                <div>
                  <small>{t.after}</small>
                  <pre>{after}</pre>
                </div>
              </div>
            ))}
            {edit.problems.slice(0, shown).map(({ id, message }) => (
              <p key={id}>{say(message)}</p>
            ))}
          </>
        )}
        <div className={classes.buttons}>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" loading={isBusy} disabled={!way}>
            {t.preview}
          </Button>
          <Button
            variant="filled"
            loading={isBusy}
            disabled={!edit || edit.changed === 0}
            onClick={() => void run(true)}
          >
            {t.replayChanged(edit?.changed ?? 0, formatNumber(edit?.changed ?? 0))}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
