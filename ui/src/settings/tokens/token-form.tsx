import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../client/api.ts'
import { Problem } from '../../design/problem.tsx'
import { useMessages } from '../../i18n/messages.ts'
import { type Rights, RightsFields } from '../rights-fields.tsx'
import classes from '../settings.module.css'
import { ShownOnce } from '../shown-once.tsx'
import { texts as common } from '../texts.ts'
import { texts } from './texts.ts'

const least: Rights = { role: 'writer', tenant: undefined, only: [] }

export function TokenForm({ onClose }: { onClose: () => void }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [rights, setRights] = useState(least)
  const [expires, setExpires] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const [secret, setSecret] = useState<string>()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      const { role, tenant, only } = rights
      const body = {
        name: name.trim(),
        role,
        ...(tenant ? { tenant } : {}),
        ...(only.length > 0 ? { only: [...only] } : {}),
        ...(expires ? { expires } : {}),
      }
      setSecret((await ask('POST /api/tokens', { body })).token)
      await client.invalidateQueries({ queryKey: ['tokens'] })
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const spans = [
    { value: '', label: t.forever },
    { value: '30d', label: t.days30 },
    { value: '90d', label: t.days90 },
    { value: '1y', label: t.year },
  ]
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={secret === undefined}
      title={secret ? t.made(name.trim()) : t.createTitle}
      closeButtonProps={{ 'aria-label': c.close }}
    >
      {secret ? (
        <ShownOnce secret={secret}>{t.keep}</ShownOnce>
      ) : (
        <form className={classes.form} onSubmit={submit}>
          <TextInput
            label={c.name}
            description={t.who}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <RightsFields value={rights} onChange={setRights} />
          <Select
            label={t.expires}
            data={spans}
            value={expires}
            onChange={(span) => setExpires(span ?? '')}
            allowDeselect={false}
          />
          {problem !== undefined && <Problem error={problem} />}
          <div className={classes.end}>
            <Button onClick={onClose}>{c.cancel}</Button>
            <Button type="submit" variant="filled" loading={isBusy} disabled={name.trim() === ''}>
              {t.make}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
