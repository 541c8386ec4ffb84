import { Button, Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../client/api.ts'
import { askWho } from '../../client/who.ts'
import { Problem } from '../../design/problem.tsx'
import { useSubmission } from '../../design/submission.ts'
import { useMessages } from '../../i18n/messages.ts'
import { type Rights, RightsFields } from '../rights-fields.tsx'
import classes from '../settings.module.css'
import { texts as common } from '../texts.ts'
import type { User } from './person-table.tsx'
import { texts } from './texts.ts'

/** Role, company, names and title of somebody. */
export function RightsForm({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const client = useQueryClient()
  const [title, setTitle] = useState(user.title ?? '')
  const [rights, setRights] = useState<Rights>({ role: user.role, tenant: user.tenant, only: user.only ?? [] })
  const { submit, problem, isBusy } = useSubmission(async () => {
    const { role, tenant = null, only } = rights
    // Those that are as they were are not sent: an empty list would be no name at all.
    const names = only.length > 0 || user.only ? { only: [...only] } : {}
    const body = { role, tenant, ...(title.trim() ? { title: title.trim() } : {}), ...names }
    await ask('POST /api/users/{name}', { path: { name: user.name }, body })
    await client.invalidateQueries({ queryKey: ['users'] })
    onClose()
    await askWho()
  })
  return (
    <Modal opened onClose={onClose} title={t.changeTitle(user.name)} closeButtonProps={{ 'aria-label': c.close }}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput label={t.title} value={title} onChange={({ currentTarget }) => setTitle(currentTarget.value)} />
        <RightsFields value={rights} onChange={setRights} />
        {problem !== undefined && <Problem error={problem} />}
        <div className={classes.end}>
          <Button onClick={onClose}>{c.cancel}</Button>
          <Button type="submit" variant="filled" loading={isBusy}>
            {t.save}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
