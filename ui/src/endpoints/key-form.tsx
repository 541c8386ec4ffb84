import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { EndpointDetail } from '../../../src/model/endpoint-report.ts'
import { NewToken } from '../design/new-token.tsx'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

/** A token that may ask this endpoint and nothing else: its quota, and what decides which rows are its own. */
export function KeyForm({ endpoint, onClose }: { endpoint: EndpointDetail; onClose: () => void }) {
  const t = useMessages(texts)
  const [rate, setRate] = useState('')
  const [attributes, setAttributes] = useState<Readonly<Record<string, string>>>({})
  const { scope = '' } = endpoint
  const known = [...new Set([...scope.matchAll(/\$token\.(\w+)/g)].map(([, attribute = '']) => attribute))]
  const quotas = rate.split(/[\s,]+/).filter(Boolean)
  const rights = () => ({
    role: 'viewer',
    only: [endpoint.name],
    ...(quotas.length > 0 ? { rate: quotas } : {}),
    ...(known.length > 0 ? { attributes } : {}),
  })
  return (
    <NewToken
      title={t.newKey}
      holder={{ label: t.holder }}
      make={t.make}
      made={t.made}
      rights={rights}
      onClose={onClose}
    >
      <TextInput
        label={t.quota}
        description={t.quotaHint}
        value={rate}
        onChange={({ currentTarget }) => setRate(currentTarget.value)}
        autoComplete="off"
      />
      {known.map((attribute) => (
        <TextInput
          key={attribute}
          label={`${t.scope}: ${attribute}`}
          description={t.scopeHint(scope)}
          value={attributes[attribute] ?? ''}
          required
          onChange={({ currentTarget }) => setAttributes({ ...attributes, [attribute]: currentTarget.value })}
          autoComplete="off"
        />
      ))}
    </NewToken>
  )
}
