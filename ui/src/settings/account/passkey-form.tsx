import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../client/api.ts'
import { addPasskey, isDeclined, isThere } from '../../client/passkeys.ts'
import { askWho, type Me } from '../../client/who.ts'
import { Problem } from '../../design/problem.tsx'
import { useSubmission } from '../../design/submission.ts'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { texts as common } from '../texts.ts'
import { texts } from './texts.ts'

interface PasskeyFormProps {
  readonly me: Me
  /** The one that is removed; without it one is added. */
  readonly leaving?: { readonly id: string; readonly title: string }
  readonly onClose: () => void
}

/** A passkey is added or removed by whoever knows the password, where there is one. */
export function PasskeyForm({ me, leaving, onClose }: PasskeyFormProps) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const queries = useQueryClient()
  const [title, setTitle] = useState('')
  const [password, setPassword] = useState('')
  const said = (error: unknown) => (isThere(error) ? t.passkeyThere : isDeclined(error) ? t.declined : error)
  const { submit, problem, isBusy } = useSubmission(async () => {
    const body = password === '' ? {} : { password }
    if (leaving) await ask('POST /api/session/passkeys/{id}/remove', { path: { id: leaving.id }, body })
    else await addPasskey(title.trim(), password)
    await queries.invalidateQueries({ queryKey: ['passkeys'] })
    onClose()
    await askWho()
  }, said)
  const isFull = (leaving !== undefined || title.trim() !== '') && (!me.has_password || password !== '')
  return (
    <Modal
      opened
      onClose={onClose}
      title={leaving ? t.removePasskey(leaving.title) : t.addPasskey}
      closeButtonProps={{ 'aria-label': c.close }}
    >
      <form className={classes.form} onSubmit={submit}>
        {leaving ? (
          <span>{t.removePasskeyHint}</span>
        ) : (
          <TextInput
            label={t.passkeyTitle}
            description={t.passkeyTitleHint}
            value={title}
            maxLength={100}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        {me.has_password && (
          <PasswordInput
            label={t.present}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            autoComplete="current-password"
            data-autofocus={leaving !== undefined || undefined}
          />
        )}
        {problem !== undefined && <Problem error={problem} />}
        <div className={classes.end}>
          <Button onClick={onClose}>{c.cancel}</Button>
          <Button type="submit" variant="filled" loading={isBusy} disabled={!isFull}>
            {leaving ? t.remove : t.confirm}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
