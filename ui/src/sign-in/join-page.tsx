import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Routes } from '../client/api.gen.ts'
import { ApiError, ask } from '../client/api.ts'
import { token } from '../client/token.ts'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { EntryPage } from './entry-page.tsx'
import classes from './sign-in.module.css'
import { texts } from './texts.ts'

type Invitation = Routes['POST /api/invitations/look']['answer']

/** Where the links lead that work once: of the first administrator, of whoever was invited, and of a new password. */
export default function JoinPage({ corner }: { corner: ReactNode }) {
  const t = useMessages(texts)
  const [secret] = useState(() => location.hash.slice(1))
  const { data, error } = useQuery({
    queryKey: ['invitation', secret],
    queryFn: () => ask('POST /api/invitations/look', { body: { secret } }),
    enabled: secret !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const isVoid = error instanceof ApiError && error.code === 'unauthorized'
  if (secret === '' || isVoid) {
    return (
      <EntryPage title={t.linkVoid} corner={corner}>
        <p>{secret === '' ? t.missingLink : t.linkVoidHint}</p>
        {isVoid && <code>{'caudal user reset <name>'}</code>}
        <Button component="a" href="/ui/">
          {t.toSignIn}
        </Button>
      </EntryPage>
    )
  }
  return (
    <EntryPage title={data?.kind === 'reset' ? t.resetTitle : t.welcome} corner={corner}>
      {error && <Problem error={error} />}
      {data ? <JoinForm secret={secret} invitation={data} /> : !error && <p>{t.looking}</p>}
    </EntryPage>
  )
}

function JoinForm({ secret, invitation: { kind, user, created_by } }: { secret: string; invitation: Invitation }) {
  const t = useMessages(texts)
  const [name, setName] = useState(user ?? '')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      await ask('POST /api/invitations/accept', {
        body: { secret, password, ...(kind === 'first' ? { name: name.trim() } : {}) },
      })
      token.set(undefined)
      location.replace('/ui/')
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <p>{kind === 'first' ? t.firstHint : kind === 'join' ? t.joinHint(created_by) : t.resetHint}</p>
      <TextInput
        label={t.name}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        readOnly={kind !== 'first'}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={kind === 'first'}
      />
      <PasswordInput
        label={t.password}
        description={t.passwordHint}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        autoComplete="new-password"
        autoFocus={kind !== 'first'}
      />
      {problem !== undefined && <Problem error={problem} />}
      <Button
        type="submit"
        variant="filled"
        size="sm"
        loading={isBusy}
        disabled={name.trim() === '' || password.length < 10}
      >
        {t.start}
      </Button>
    </form>
  )
}
