import { ActionIcon, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { Routes } from '../../client/api.gen.ts'
import { ask } from '../../client/api.ts'
import { useMe } from '../../client/who.ts'
import { Chip } from '../../design/chip.tsx'
import { Confirm } from '../../design/confirm.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { texts as common } from '../texts.ts'
import { When } from '../when.tsx'
import { LinkShown } from './link-shown.tsx'
import { RightsForm } from './rights-form.tsx'
import { texts } from './texts.ts'

export type User = Routes['GET /api/users']['answer']['users'][number]

type Deed = 'change' | 'reset' | 'remove'

export function PersonTable({ users, invited }: { users: readonly User[]; invited: readonly (string | undefined)[] }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t.person}</th>
          <th>{c.role}</th>
          <th data-wide="">{c.company}</th>
          <th data-wide="">{t.secondFactor}</th>
          <th>{t.lastLogin}</th>
          <td data-kind="act" />
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <PersonRow key={user.name} user={user} isInvited={invited.includes(user.name)} />
        ))}
      </tbody>
    </table>
  )
}

function PersonRow({ user, isInvited }: { user: User; isInvited: boolean }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const me = useMe()
  const client = useQueryClient()
  const [deed, setDeed] = useState<Deed>()
  const [link, setLink] = useState<string>()
  const { name, title, role, only, has_second_factor, last_login } = user
  const refresh = () =>
    Promise.all(['users', 'invitations'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  const close = () => setDeed(undefined)
  return (
    <tr>
      <td>
        {title ?? name} {me?.is_person && me.name === name && <Chip tone="accent">{t.you}</Chip>}
        {title && <small>{name}</small>}
      </td>
      <td>
        <span data-kind="word">{role}</span>
        {only && <small>{only.join(', ')}</small>}
        <small data-narrow="">
          <Company user={user} />
        </small>
      </td>
      <td data-wide="">
        <Company user={user} />
      </td>
      <td data-wide="">{has_second_factor ? t.yes : t.no}</td>
      <td>{last_login ? <When time={last_login} /> : isInvited ? <Chip tone="warn">{t.invited}</Chip> : c.never}</td>
      <td data-kind="act">
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={c.actions(name)}>
              <MoreHorizontal size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setDeed('change')}>{t.change}</Menu.Item>
            <Menu.Item onClick={() => setDeed('reset')}>{t.reset}</Menu.Item>
            <Menu.Item onClick={() => setDeed('remove')}>{c.remove}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {deed === 'change' && <RightsForm user={user} onClose={close} />}
        {deed === 'reset' && (
          <Confirm
            title={t.resetTitle(name)}
            verb={t.make}
            act={async () => {
              setLink((await ask('POST /api/users/{name}/reset', { path: { name } })).path)
              await refresh()
            }}
            onClose={close}
          >
            {t.resetHint}
          </Confirm>
        )}
        {deed === 'remove' && (
          <Confirm
            title={t.removeTitle(name)}
            verb={c.remove}
            act={async () => {
              await ask('DELETE /api/users/{name}', { path: { name } })
              await refresh()
            }}
            onClose={close}
          >
            {t.removeHint}
          </Confirm>
        )}
        {link && <LinkShown name={name} path={link} onClose={() => setLink(undefined)} />}
      </td>
    </tr>
  )
}

/** Whose rows they see, where this is a question. */
function Company({ user: { tenant, rows } }: { user: User }) {
  const c = useMessages(common)
  if (rows === 'none') return <Chip tone="warn">{tenant ?? c.companyMissing}</Chip>
  return tenant ?? (rows === 'all' ? c.allCompanies : null)
}
