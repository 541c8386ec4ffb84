import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError, ask } from '../client/api.ts'
import { renewSession } from '../client/session.ts'
import { token } from '../client/token.ts'
import { useMessages } from '../i18n/messages.ts'
import { Entrance } from './entrance.tsx'
import { texts } from './texts.ts'

/** Asks who one is. */
export default function LoginPage({ isFirst }: { isFirst: boolean }) {
  const [hasToken, setHasToken] = useState(isFirst)
  return hasToken ? (
    <TokenLogin isFirst={isFirst} onOther={() => setHasToken(false)} />
  ) : (
    <PasswordLogin onOther={() => setHasToken(true)} />
  )
}

function PasswordLogin({ onOther }: { onOther: () => void }) {
  const t = useMessages(texts)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string>()
  const logIn = async () => {
    const body = { name: name.trim(), password, ...(code === undefined ? {} : { code: code.trim() }) }
    const { state } = await ask('POST /api/session', { body })
    if (state === 'code_needed') setCode('')
    else await renewSession()
  }
  return (
    <Entrance
      title={t.signIn}
      action={t.enter}
      isReady={name.trim() !== '' && password !== '' && code !== ''}
      onSubmit={logIn}
      footer={
        <Button variant="subtle" onClick={onOther}>
          {t.withToken}
        </Button>
      }
    >
      <TextInput
        label={t.name}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        autoComplete="username"
        autoFocus
      />
      <PasswordInput
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
        label={t.password}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        autoComplete="current-password"
      />
      {code !== undefined && (
        <TextInput
          label={t.code}
          description={t.codeHint}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          autoComplete="one-time-code"
          autoFocus
        />
      )}
    </Entrance>
  )
}

function TokenLogin({ isFirst, onOther }: { isFirst: boolean; onOther: () => void }) {
  const t = useMessages(texts)
  const [secret, setSecret] = useState('')
  const logIn = async () => {
    const code = await refusalOf(secret.trim())
    if (code !== undefined) {
      const message = code === 401 ? t.tokenUnknown : code === 403 ? t.tokenMayNotRead : t.unreachable
      throw new ApiError({ code: 'unauthorized', message })
    }
    token.set(secret.trim())
  }
  return (
    <Entrance
      title={t.signIn}
      action={t.enter}
      isReady={secret.trim() !== ''}
      onSubmit={logIn}
      footer={
        !isFirst && (
          <Button variant="subtle" onClick={onOther}>
            {t.withPassword}
          </Button>
        )
      }
    >
      {isFirst && <p>{t.firstHint}</p>}
      <PasswordInput
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
        label={t.token}
        description={
          <>
            {t.tokenHint} <code>{'caudal token create browser --role admin'}</code>
          </>
        }
        value={secret}
        onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        autoComplete="off"
        autoFocus
      />
    </Entrance>
  )
}

/** The status with which the server refuses a token; it is kept only once the server knows it. */
async function refusalOf(secret: string): Promise<number | undefined> {
  const headers = { authorization: `Bearer ${secret}` }
  const response = await fetch('/api/datasets', { headers }).catch(() => undefined)
  return response?.ok ? undefined : (response?.status ?? 0)
}
