import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../client/api.ts'
import { token } from '../client/session.ts'
import { Mark } from '../design/mark.tsx'
import { useMessages } from '../i18n/messages.ts'
import { PreferencesMenu } from './preferences-menu.tsx'
import classes from './sign-in-page.module.css'
import { texts } from './texts.ts'

export default function SignInPage() {
  const t = useMessages(texts)
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      await check(secret.trim())
      token.set(secret.trim())
    } catch (error) {
      const code = error instanceof ApiError ? error.code : undefined
      setProblem(code === 'unauthorized' ? t.tokenUnknown : code === 'forbidden' ? t.tokenMayNotRead : t.unreachable)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit}>
        <span className={classes.mark}>
          <Mark size={32} />
        </span>
        <h1>{t.signIn}</h1>
        <PasswordInput
          label={t.token}
          description={
            <>
              {t.tokenHint} <code>{'caudal token create browser --role admin'}</code>
            </>
          }
          value={secret}
          onChange={({ currentTarget }) => setSecret(currentTarget.value)}
          error={problem}
          autoComplete="off"
          autoFocus
        />
        <Button type="submit" variant="filled" size="sm" loading={isBusy} disabled={secret.trim() === ''}>
          {t.enter}
        </Button>
      </form>
      <div className={classes.corner}>
        <PreferencesMenu />
      </div>
    </main>
  )
}

/** The token is kept only once the server knows it. */
async function check(secret: string): Promise<void> {
  const headers = { authorization: `Bearer ${secret}` }
  const response = await fetch('/api/datasets', { headers }).catch(() => undefined)
  if (response?.ok) return
  const code = response?.status === 401 ? 'unauthorized' : response?.status === 403 ? 'forbidden' : 'unreachable'
  throw new ApiError({ code, message: code })
}
