import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import classes from './sign-in.module.css'
import { texts } from './texts.ts'

const reasons = ['expired', 'cancelled', 'forbidden', 'taken', 'overloaded', 'failed'] as const

/** The providers of OpenID Connect by which people sign in here, and why the last one did not let somebody in. */
export function ProviderButtons() {
  const t = useMessages(texts)
  const [problem, setProblem] = useState<unknown>()
  const { data } = useQuery({
    queryKey: ['providers'],
    queryFn: () => ask('GET /api/login'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const said = new URLSearchParams(location.search).get('login')
  const reason = reasons.find((each) => each === said)
  const begin = async (provider: string) => {
    const to = reason ? '/ui/' : `${location.pathname}${location.search}`
    try {
      const { url } = await ask('POST /api/login/{provider}', { path: { provider }, body: { to } })
      location.assign(url)
    } catch (error) {
      setProblem(error)
    }
  }
  if (!data || data.providers.length === 0) return null
  return (
    <div className={classes.form}>
      {reason && (
        <div className={classes.problem} role="alert">
          {t[reason]}
        </div>
      )}
      {problem !== undefined && <Problem error={problem} />}
      {data.providers.map(({ name, title }) => (
        <Button key={name} size="sm" onClick={() => void begin(name)}>
          {t.by(title)}
        </Button>
      ))}
    </div>
  )
}
