import { useState } from 'react'
import { NewToken } from '../../design/new-token.tsx'
import { useMessages } from '../../i18n/messages.ts'
import { type Rights, RightsFields } from '../rights-fields.tsx'
import { texts as common } from '../texts.ts'
import { texts } from './texts.ts'

const least: Rights = { role: 'writer', tenant: undefined, only: [] }

export function TokenForm({ onClose }: { onClose: () => void }) {
  const t = useMessages(texts)
  const c = useMessages(common)
  const [rights, setRights] = useState(least)
  const { role, tenant, only } = rights
  return (
    <NewToken
      title={t.createTitle}
      holder={{ label: c.name, hint: t.who }}
      make={t.make}
      made={t.made}
      keep={t.keep}
      rights={() => ({ role, ...(tenant ? { tenant } : {}), ...(only.length > 0 ? { only: [...only] } : {}) })}
      onClose={onClose}
    >
      <RightsFields value={rights} onChange={setRights} />
    </NewToken>
  )
}
