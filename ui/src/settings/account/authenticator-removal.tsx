import { Button, Modal, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../client/api.ts'
import { askWho } from '../../client/who.ts'
import { Problem } from '../../design/problem.tsx'
import { useSubmission } from '../../design/submission.ts'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { texts as common } from '../texts.ts'
import { texts } from './texts.ts'

export function AuthenticatorRemoval({ onClose }: { onClose: () => void }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const [password, setPassword] = useState('')
  const { submit, problem, isBusy } = useSubmission(async () => {
    await ask('POST /api/session/totp/remove', { body: { password } })
    onClose()
    await askWho()
  })
  return (
    <Modal opened onClose={onClose} title={t.turnOff} closeButtonProps={{ 'aria-label': c.close }}>
      <form className={classes.form} onSubmit={submit}>
        <span>{t.turnOffHint}</span>
        <PasswordInput
          label={t.present}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          autoComplete="current-password"
          data-autofocus
        />
        {problem !== undefined && <Problem error={problem} />}
        <div className={classes.end}>
          <Button onClick={onClose}>{c.cancel}</Button>
          <Button type="submit" variant="filled" loading={isBusy} disabled={password === ''}>
            {t.confirm}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
