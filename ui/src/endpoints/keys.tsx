import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'
import type { Routes } from '../client/api.gen.ts'
import { ask } from '../client/api.ts'
import { Card } from '../design/card.tsx'
import { Confirm } from '../design/confirm.tsx'
import page from '../design/page.module.css'
import { Problem } from '../design/problem.tsx'
import tables from '../design/table.module.css'
import { toast } from '../design/toasts.tsx'
import { formatAgo, formatNumber, formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { KeyForm } from './key-form.tsx'
import { texts } from './texts.ts'

type Token = Routes['GET /api/tokens']['answer']['tokens'][number]

/** The tokens that are for this endpoint alone: made, their quotas, revoked. */
export function Keys({ endpoint }: { endpoint: EndpointDetail }) {
  const t = useMessages(texts)
  const [isMaking, setMaking] = useState(false)
  const [leaving, setLeaving] = useState<string>()
  const { data, error } = useQuery({ queryKey: ['tokens'], queryFn: () => ask('GET /api/tokens') })
  const keys = data?.tokens.filter(({ only }) => only?.length === 1 && only[0] === endpoint.name) ?? []
  const others = endpoint.quotas?.filter(({ caller }) => keys.every(({ name }) => name !== caller)) ?? []
  const hint = endpoint.public ? t.publicKeys : keys.length === 0 ? t.noKeys : t.keysHint
  return (
    <Card className={page.card} aria-label={t.keys}>
      <div className={page.bar}>
        <h2>{t.keys}</h2>
        {!endpoint.public && <Button onClick={() => setMaking(true)}>{t.newKey}</Button>}
      </div>
      <p>{hint}</p>
      {error && <Problem error={error} />}
      {(keys.length > 0 || others.length > 0) && (
        <table className={tables.table}>
          <thead>
            <tr>
              <th>{t.key}</th>
              <th>{t.quota}</th>
              <th>{t.used}</th>
              <th data-wide="">{t.lastUsed}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <KeyRow key={key.name} token={key} endpoint={endpoint} onRevoke={() => setLeaving(key.name)} />
            ))}
            {others.map(({ caller, most, used, window_ms }) => (
              <tr key={`${caller} ${window_ms}`}>
                <th scope="row">
                  {caller}
                  <small>{t.others}</small>
                </th>
                <td>{endpoint.rate.join(', ')}</td>
                <td>{t.usedOf(formatNumber(used), formatNumber(most))}</td>
                <td data-wide="" />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isMaking && <KeyForm endpoint={endpoint} onClose={() => setMaking(false)} />}
      {leaving !== undefined && <Revocation name={leaving} onClose={() => setLeaving(undefined)} />}
    </Card>
  )
}

interface KeyRowProps {
  readonly token: Token
  readonly endpoint: EndpointDetail
  readonly onRevoke: () => void
}

function KeyRow({ token, endpoint: { rate, quotas }, onRevoke }: KeyRowProps) {
  const t = useMessages(texts)
  const { name, attributes, expires, last_used } = token
  const used = quotas?.filter(({ caller }) => caller === name) ?? []
  const about = [
    ...Object.entries(attributes ?? {}).map(([key, value]) => `${key}=${value}`),
    expires === undefined ? undefined : `${t.expires.toLowerCase()} ${formatTime(expires, 'date')}`,
  ]
  return (
    <tr>
      <th scope="row">
        {name}
        <small>{about.filter(Boolean).join(' · ')}</small>
      </th>
      <td>{token.rate?.join(', ') ?? (rate.length > 0 ? t.endpointQuota(rate.join(', ')) : t.noQuota)}</td>
      <td>{used.map(({ used: count, most }) => t.usedOf(formatNumber(count), formatNumber(most))).join(', ')}</td>
      <td data-wide="">{last_used ? formatAgo(last_used) : t.notUsed}</td>
      <td data-number="">
        <Button onClick={onRevoke}>{t.revoke}</Button>
      </td>
    </tr>
  )
}

function Revocation({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useMessages(texts)
  const queries = useQueryClient()
  const revoke = async () => {
    await ask('DELETE /api/tokens/{name}', { path: { name } })
    toast({ kind: 'done', message: t.revoked(name) })
    await queries.invalidateQueries({ queryKey: ['tokens'] })
  }
  return (
    <Confirm title={t.revokeTitle(name)} verb={t.revoke} act={revoke} onClose={onClose}>
      {t.revokeWhy}
    </Confirm>
  )
}
