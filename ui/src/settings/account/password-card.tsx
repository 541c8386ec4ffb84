import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../client/api.ts'
import type { Me } from '../../client/who.ts'
import { Card } from '../../design/card.tsx'
import { Problem } from '../../design/problem.tsx'
import { useSubmission } from '../../design/submission.ts'
import { toast } from '../../design/toasts.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { texts } from './texts.ts'

export function PasswordCard({ me }: { me: Me }) {
  const t = useMessages(texts)
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const { submit, problem, isBusy } = useSubmission(async () => {
    await ask('POST /api/session/password', { body: { old, new: next } })
    setOld('')
    setNext('')
    toast({ kind: 'done', message: t.changed })
  })
  return (
    <Card className={classes.block}>
      <h2>{t.password}</h2>
      <form className={classes.form} onSubmit={submit}>
        <input type="hidden" name="username" autoComplete="username" value={me.name} readOnly />
        <PasswordInput
          label={t.present}
          value={old}
          onChange={({ currentTarget }) => setOld(currentTarget.value)}
          autoComplete="current-password"
        />
        <PasswordInput
          label={t.new}
          description={t.passwordHint}
          value={next}
          onChange={({ currentTarget }) => setNext(currentTarget.value)}
          autoComplete="new-password"
        />
        {problem !== undefined && <Problem error={problem} />}
        <div>
          <Button type="submit" loading={isBusy} disabled={old === '' || next.length < 10}>
            {t.change}
          </Button>
        </div>
      </form>
    </Card>
  )
}
