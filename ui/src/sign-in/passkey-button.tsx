import { Button } from '@mantine/core'
import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { isDeclined, isPasskeyPossible, signInByPasskey } from '../client/passkeys.ts'
import { enter } from '../client/who.ts'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import classes from './sign-in.module.css'
import { texts } from './texts.ts'

/** In by what the device has: a finger, a face or its code. */
export function PasskeyButton() {
  const t = useMessages(texts)
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const signIn = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      await signInByPasskey()
      await enter()
    } catch (error) {
      setProblem(isDeclined(error) ? t.declined : error)
    } finally {
      setBusy(false)
    }
  }
  if (!isPasskeyPossible()) return null
  return (
    <div className={classes.form}>
      {problem !== undefined && <Problem error={problem} />}
      <Button size="sm" leftSection={<Fingerprint size={15} />} onClick={() => void signIn()} loading={isBusy}>
        {t.byPasskey}
      </Button>
    </div>
  )
}
