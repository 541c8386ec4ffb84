import { Button, Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../client/api.ts'
import { Problem } from '../../design/problem.tsx'
import { useSubmission } from '../../design/submission.ts'
import { useMessages } from '../../i18n/messages.ts'
import { type Rights, RightsFields } from '../rights-fields.tsx'
import classes from '../settings.module.css'
import { texts as common } from '../texts.ts'
import { LinkShown } from './link-shown.tsx'
import { texts } from './texts.ts'

/** Who is invited begins with little. */
const least: Rights = { role: 'viewer', tenant: undefined, only: [] }

export function InviteForm({ onClose }: { onClose: () => void }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [title, setTitle] = useState('')
  const [rights, setRights] = useState(least)
  const [link, setLink] = useState<string>()

  const { submit, problem, isBusy } = useSubmission(async () => {
    const { role, tenant, only } = rights
    const body = {
      name: name.trim(),
      role,
      ...(title.trim() ? { title: title.trim() } : {}),
      ...(tenant ? { tenant } : {}),
      ...(only.length > 0 ? { only: [...only] } : {}),
    }
    setLink((await ask('POST /api/users', { body })).link?.path)
    await Promise.all(['users', 'invitations'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  })
  if (link) return <LinkShown name={name.trim()} path={link} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title={t.inviteTitle} closeButtonProps={{ 'aria-label': c.close }}>
      <form className={classes.form} onSubmit={submit}>
        <span>{t.inviteHint}</span>
        <TextInput
          label={c.name}
          description={t.login}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
        <TextInput label={t.title} value={title} onChange={({ currentTarget }) => setTitle(currentTarget.value)} />
        <RightsFields value={rights} onChange={setRights} />
        {problem !== undefined && <Problem error={problem} />}
        <div className={classes.end}>
          <Button onClick={onClose}>{c.cancel}</Button>
          <Button type="submit" variant="filled" loading={isBusy} disabled={name.trim() === ''}>
            {t.make}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
