import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { Routes } from '../../client/api.gen.ts'
import { ask } from '../../client/api.ts'
import { Card } from '../../design/card.tsx'
import { toastError } from '../../design/toasts.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { When } from '../when.tsx'
import { texts } from './texts.ts'

type Invitation = Routes['GET /api/invitations']['answer']['invitations'][number]

export function LinkTable({ invitations }: { invitations: readonly Invitation[] }) {
  const t = useMessages(texts)
  const client = useQueryClient()
  const kinds = { join: t.join, reset: t.resetKind, first: t.first }
  const revoke = async (id: string) => {
    await ask('DELETE /api/invitations/{id}', { path: { id } }).catch(toastError)
    await client.invalidateQueries({ queryKey: ['invitations'] })
  }
  return (
    <Card>
      <table className={classes.table}>
        <caption className={classes.caption}>{t.links}</caption>
        <thead>
          <tr>
            <th>{t.forWhom}</th>
            <th>{t.expires}</th>
            <td data-kind="act" />
          </tr>
        </thead>
        <tbody>
          {invitations.map(({ id, kind, user, expires }) => (
            <tr key={id}>
              <td>
                {user ?? kinds[kind]}
                {user && <small>{kinds[kind]}</small>}
              </td>
              <td>
                <When time={expires} />
              </td>
              <td data-kind="act">
                <Button onClick={() => void revoke(id)}>{t.revoke}</Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
