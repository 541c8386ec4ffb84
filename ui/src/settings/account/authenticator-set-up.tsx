import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../client/api.ts'
import { askWho } from '../../client/who.ts'
import { copy } from '../../design/clipboard.ts'
import { Problem } from '../../design/problem.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { texts as common } from '../texts.ts'
import own from './account.module.css'
import { QrPicture } from './qr-picture.tsx'
import { texts } from './texts.ts'

/** Shows the key, asks for a code that proves that the app has it, and then for nothing but to keep the recovery codes. */
export function AuthenticatorSetUp({ onClose }: { onClose: () => void }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const [recovery, setRecovery] = useState<readonly string[]>()
  const close = () => {
    onClose()
    if (recovery) void askWho()
  }
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      title={recovery ? t.recovery : t.app}
      closeButtonProps={{ 'aria-label': c.close }}
    >
      {recovery ? (
        <div className={classes.form}>
          <span>{t.recoveryHint}</span>
          <ul className={own.codes}>
            {recovery.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <div className={classes.end}>
            <Button onClick={() => void copy(recovery.join('\n'), c.copied)}>{c.copy}</Button>
            <Button variant="filled" onClick={close}>
              {t.done}
            </Button>
          </div>
        </div>
      ) : (
        <Confirmation onDone={setRecovery} />
      )}
    </Modal>
  )
}

function Confirmation({ onDone }: { onDone: (recovery: readonly string[]) => void }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const { data: key, error } = useQuery({
    queryKey: ['totp'],
    queryFn: () => ask('POST /api/session/totp'),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  if (error) return <Problem error={error} />
  if (!key) return <span>{c.loading}</span>

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      const body = { secret: key.secret, code: code.replaceAll(/\s/g, ''), password }
      onDone((await ask('PUT /api/session/totp', { body })).recovery_codes)
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <span>{t.scan}</span>
      <div className={own.key}>
        <QrPicture text={key.uri} label={t.picture} />
        <code data-secret="">{key.secret}</code>
      </div>
      <TextInput
        label={t.code}
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
        autoComplete="one-time-code"
        inputMode="numeric"
        data-autofocus
      />
      <PasswordInput
        label={t.present}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        autoComplete="current-password"
      />
      {problem !== undefined && <Problem error={problem} />}
      <div className={classes.end}>
        <Button type="submit" variant="filled" loading={isBusy} disabled={code.trim() === '' || password === ''}>
          {t.confirm}
        </Button>
      </div>
    </form>
  )
}
