import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError, ask } from '../client/api.ts'
import { enter } from '../client/who.ts'
import { useSubmission } from '../design/submission.ts'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './sign-in.module.css'
import { texts } from './texts.ts'

/** Name and password, then the code of who has a second factor. */
export function PasswordForm({ name: known }: { name?: string | undefined }) {
  const t = useMessages(texts)
  const [name, setName] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string>()
  const { submit, problem, isBusy } = useSubmission(async () => {
    const body = { name: name.trim(), password, ...(code === undefined ? {} : { code }) }
    // A code is asked for when it is needed, and again when it was wrong.
    if (code !== undefined) setCode('')
    const { state } = await ask('POST /api/session', { body })
    if (state === 'in') await enter()
    else setCode('')
  })
  const isFull = code === undefined ? name.trim() !== '' && password !== '' : code.trim() !== ''
  const sentence = useSentence(problem, code === undefined ? t.wrong : t.wrongCode)
  return (
    <form className={classes.form} onSubmit={submit}>
      {code === undefined ? (
        <>
          <TextInput
            label={t.name}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus={known === undefined || undefined}
            autoFocus={known === undefined}
          />
          <PasswordInput
            label={t.password}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            autoComplete="current-password"
            data-autofocus={known !== undefined || undefined}
            autoFocus={known !== undefined}
          />
        </>
      ) : (
        <TextInput
          label={t.code}
          description={t.codeHint}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          autoComplete="one-time-code"
          autoFocus
        />
      )}
      {sentence && (
        <div className={classes.problem} role="alert">
          {sentence}
        </div>
      )}
      <Button type="submit" variant="filled" size="sm" loading={isBusy} disabled={!isFull}>
        {t.enter}
      </Button>
    </form>
  )
}

/** What was refused, in the language of the person where it is known what it is. */
function useSentence(problem: unknown, wrong: string): string | undefined {
  const t = useMessages(texts)
  const say = useServerSentence()
  if (problem === undefined) return undefined
  if (!(problem instanceof ApiError)) return String(problem)
  if (problem.code === 'unauthorized') return wrong
  if (problem.retry_s !== undefined) return t.tooOften(problem.retry_s)
  return [problem.message, problem.hint]
    .filter((part) => part !== undefined)
    .map(say)
    .join('. ')
}
