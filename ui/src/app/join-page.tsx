import { PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, ask } from '../client/api.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Entrance } from './entrance.tsx'
import { texts } from './texts.ts'

/** Whoever has a link chooses a password, and is in. The secret stands behind #, so that it is sent to nobody but as a question. */
export default function JoinPage() {
  const t = useMessages(texts)
  const secret = location.hash.slice(1)
  const { data: invitation, error } = useQuery({
    queryKey: ['invitation', secret],
    queryFn: () => ask('POST /api/invitations/look', { body: { secret } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  if (error) return <EmptyState title={t.linkVoid}>{t.linkVoidHint}</EmptyState>
  if (!invitation) return null
  const titles = { first: t.joinFirst, join: t.joinInvited, reset: t.joinReset }
  const accept = async () => {
    if (password !== again) throw new ApiError({ code: 'invalid', message: t.passwordsDiffer })
    const body = { secret, password, ...(invitation.user === undefined ? { name: name.trim() } : {}) }
    await ask('POST /api/invitations/accept', { body })
    // A fresh document: nothing of the link stays.
    location.replace('/ui/')
  }
  return (
    <Entrance
      title={titles[invitation.kind]}
      action={t.joinEnter}
      isReady={password !== '' && again !== '' && (invitation.user !== undefined || name.trim() !== '')}
      onSubmit={accept}
    >
      {invitation.user === undefined ? (
        <TextInput
          label={t.name}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          autoComplete="username"
          autoFocus
        />
      ) : (
        <p>{t.joinFor(invitation.user)}</p>
      )}
      <PasswordInput
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
        label={t.password}
        description={t.passwordHint}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        autoComplete="new-password"
      />
      <PasswordInput
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
        label={t.passwordAgain}
        value={again}
        onChange={({ currentTarget }) => setAgain(currentTarget.value)}
        autoComplete="new-password"
      />
    </Entrance>
  )
}
