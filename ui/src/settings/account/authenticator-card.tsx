import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Me } from '../../client/who.ts'
import { Card } from '../../design/card.tsx'
import { Chip } from '../../design/chip.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { AuthenticatorRemoval } from './authenticator-removal.tsx'
import { AuthenticatorSetUp } from './authenticator-set-up.tsx'
import { texts } from './texts.ts'

/** The second factor: codes of an app. */
export function AuthenticatorCard({ me }: { me: Me }) {
  const t = useMessages(texts)
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const isOn = me.has_second_factor
  return (
    <Card className={classes.block}>
      <div className={classes.row}>
        <h2>{t.app}</h2>
        <Chip tone={isOn ? 'ok' : 'plain'}>{isOn ? t.on : t.off}</Chip>
      </div>
      <p>{isOn ? t.appOn : t.appOff}</p>
      <div>
        <Button onClick={() => setOpen(true)}>{isOn ? t.turnOff : t.setUp}</Button>
      </div>
      {isOpen && (isOn ? <AuthenticatorRemoval onClose={close} /> : <AuthenticatorSetUp onClose={close} />)}
    </Card>
  )
}
