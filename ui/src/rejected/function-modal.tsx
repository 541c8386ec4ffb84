import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { RejectedEdit } from '../../../src/model/rejected-edit.ts'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { toast } from '../design/toasts.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './modal.module.css'
import type { Reason } from './records.ts'
import { texts } from './texts.ts'

interface FunctionModalProps {
  readonly reason: Reason
  readonly onClose: () => void
  readonly onDone: () => void
}

/** How many pairs are shown of those that the server tells. */
const shown = 5

/** Edits all with a reason by a function of the project: looked at first, then replayed. */
export function FunctionModal({ reason, onClose, onDone }: FunctionModalProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const [file, setFile] = useState('functions/mend.ts')
  const [edit, setEdit] = useState<RejectedEdit>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const run = async (replay: boolean) => {
    setBusy(true)
    setError(undefined)
    try {
      const answer = await ask('POST /api/rejected/{dataset}/edit', {
        path: { dataset: reason.dataset },
        body: { function: file, replay, ...(reason.reason === null ? {} : { reason: reason.reason }) },
      })
      setEdit(answer)
      if (!replay) return
      toast({ kind: 'done', message: t.replayed(answer.replayed, formatNumber(answer.replayed)) })
      onDone()
    } catch (error) {
      setEdit(undefined)
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
    <Modal opened onClose={onClose} size="xl" title={t.editTitle} closeButtonProps={{ 'aria-label': t.close }}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t.file}
          description={t.fileHint}
          value={file}
          onChange={({ currentTarget: { value } }) => setFile(value)}
          data-autofocus
        />
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
          <Button type="submit" loading={isBusy} disabled={file.trim() === ''}>
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
