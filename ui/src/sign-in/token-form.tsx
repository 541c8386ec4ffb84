import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../client/api.ts'
import { enterWithToken } from '../client/who.ts'
import { useSubmission } from '../design/submission.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './sign-in.module.css'
import { texts } from './texts.ts'

export function TokenForm() {
  const t = useMessages(texts)
  const say = useServerSentence()
  const [secret, setSecret] = useState('')
  const { submit, problem, isBusy } = useSubmission(
    () => enterWithToken(secret.trim()),
    (error) => (error instanceof ApiError && error.code !== 'unauthorized' ? error.message : t.tokenUnknown),
  )
  return (
    <form className={classes.form} onSubmit={submit}>
      <PasswordInput
        label={t.token}
        description={
          <>
            {t.tokenHint} <code>{'caudal token create browser --role admin'}</code>
          </>
        }
        value={secret}
        onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        error={problem && say(problem)}
        autoComplete="off"
        autoFocus
      />
      <Button type="submit" variant="filled" size="sm" loading={isBusy} disabled={secret.trim() === ''}>
        {t.enter}
      </Button>
    </form>
  )
}
