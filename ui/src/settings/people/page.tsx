import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { ask } from '../../client/api.ts'
import { Card } from '../../design/card.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { Problem } from '../../design/problem.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { useMessages } from '../../i18n/messages.ts'
import { SettingsPage } from '../settings-page.tsx'
import { peopleTitle } from '../title.ts'
import { InviteForm } from './invite-form.tsx'
import { LinkTable } from './link-table.tsx'
import { PersonTable } from './person-table.tsx'
import { texts } from './texts.ts'

export default function PeoplePage() {
  const t = useMessages(texts)
  const { title } = useMessages(peopleTitle)
  const [isInviting, setInviting] = useState(false)
  const { data, error } = useQuery({ queryKey: ['users'], queryFn: () => ask('GET /api/users') })
  const { data: links } = useQuery({ queryKey: ['invitations'], queryFn: () => ask('GET /api/invitations') })
  const invitations = links?.invitations ?? []
  const users = data?.users ?? []
  const invite = (
    <Button variant="filled" leftSection={<UserPlus size={14} />} onClick={() => setInviting(true)}>
      {t.invite}
    </Button>
  )
  return (
    <SettingsPage
      title={title}
      summary={data && t.summary(formatNumber(users.length), invitations.length)}
      action={invite}
    >
      {error && <Problem error={error} />}
      {data && (
        <Card>
          {users.length > 0 && <PersonTable users={users} invited={invitations.map(({ user }) => user)} />}
          {users.length <= 1 && <EmptyState title={t.onlyYou}>{t.onlyYouHint}</EmptyState>}
        </Card>
      )}
      {invitations.length > 0 && <LinkTable invitations={invitations} />}
      {isInviting && <InviteForm onClose={() => setInviting(false)} />}
    </SettingsPage>
  )
}
