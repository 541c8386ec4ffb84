import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Routes } from '../../client/api.gen.ts'
import { ask } from '../../client/api.ts'
import { Confirm } from '../../design/confirm.tsx'
import { useMessages } from '../../i18n/messages.ts'
import classes from '../settings.module.css'
import { texts as common } from '../texts.ts'
import { When } from '../when.tsx'
import { texts } from './texts.ts'

type Token = Routes['GET /api/tokens']['answer']['tokens'][number]

export function TokenTable({ tokens }: { tokens: readonly Token[] }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const client = useQueryClient()
  const [leaving, setLeaving] = useState<string>()
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t.token}</th>
            <th>{c.role}</th>
            <th data-wide="">{c.only}</th>
            <th data-wide="">{t.until}</th>
            <th>{t.used}</th>
            <td data-kind="act" />
          </tr>
        </thead>
        <tbody>
          {tokens.map(({ name, role, tenant, only, attributes, expires, last_used }) => (
            <tr key={name}>
              <td>
                {name}
                {tenant && <small>{tenant}</small>}
                {attributes && <small>{attributesText(attributes)}</small>}
              </td>
              <td>{role}</td>
              <td data-wide="">{only?.join(', ') ?? c.all}</td>
              <td data-wide="">{expires ? <When time={expires} /> : t.forever}</td>
              <td>{last_used ? <When time={last_used} /> : c.never}</td>
              <td data-kind="act">
                <Button onClick={() => setLeaving(name)}>{t.revoke}</Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {leaving !== undefined && (
        <Confirm
          title={t.revokeTitle(leaving)}
          verb={t.revoke}
          act={async () => {
            await ask('DELETE /api/tokens/{name}', { path: { name: leaving } })
            await client.invalidateQueries({ queryKey: ['tokens'] })
          }}
          onClose={() => setLeaving(undefined)}
        >
          {t.revokeHint}
        </Confirm>
      )}
    </>
  )
}

function attributesText(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')
}
