import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../client/api.ts'
import { isPasskeyPossible } from '../../client/passkeys.ts'
import type { Me } from '../../client/who.ts'
import { Card } from '../../design/card.tsx'
import { Problem } from '../../design/problem.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { When } from '../when.tsx'
import { PasskeyForm } from './passkey-form.tsx'
import { texts } from './texts.ts'

/** The devices with which somebody signs in without a password. */
export function PasskeysCard({ me }: { me: Me }) {
  const t = useMessages(texts)
  const [isAdding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<{ readonly id: string; readonly title: string }>()
  const { data, error } = useQuery({ queryKey: ['passkeys'], queryFn: () => ask('GET /api/session/passkeys') })
  const passkeys = data?.passkeys ?? []
  return (
    <Card className={classes.block} aria-label={t.passkeys}>
      <h2>{t.passkeys}</h2>
      <p>{isPasskeyPossible() ? t.passkeysHint : t.passkeysElsewhere}</p>
      {error && <Problem error={error} />}
      {passkeys.length > 0 && (
        <table className={classes.table}>
          <tbody>
            {passkeys.map(({ id, title, host, used }) => (
              <tr key={id}>
                <td>
                  {title}
                  <small>{host}</small>
                </td>
                <td>{used === undefined ? t.notUsed : <When time={used} />}</td>
                <td data-kind="act">
                  <Button aria-label={t.removePasskey(title)} onClick={() => setLeaving({ id, title })}>
                    {t.remove}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isPasskeyPossible() && (
        <div>
          <Button onClick={() => setAdding(true)}>{t.addPasskey}</Button>
        </div>
      )}
      {isAdding && <PasskeyForm me={me} onClose={() => setAdding(false)} />}
      {leaving && <PasskeyForm me={me} leaving={leaving} onClose={() => setLeaving(undefined)} />}
    </Card>
  )
}
