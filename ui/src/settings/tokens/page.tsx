import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { ask } from '../../client/api.ts'
import { Card } from '../../design/card.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { Problem } from '../../design/problem.tsx'
import { SendExample } from '../../design/send-example.tsx'
import { useMessages } from '../../i18n/messages.ts'
import { SettingsPage } from '../settings-page.tsx'
import { tokensTitle } from '../title.ts'
import { texts } from './texts.ts'
import { TokenForm } from './token-form.tsx'
import { TokenTable } from './token-table.tsx'

export default function TokensPage() {
  const t = useMessages(texts)
  const { title } = useMessages(tokensTitle)
  const [isMaking, setMaking] = useState(false)
  const { data, error } = useQuery({ queryKey: ['tokens'], queryFn: () => ask('GET /api/tokens') })
  const tokens = data?.tokens ?? []
  return (
    <SettingsPage
      title={title}
      summary={t.summary}
      action={
        <Button variant="filled" leftSection={<KeyRound size={14} />} onClick={() => setMaking(true)}>
          {t.create}
        </Button>
      }
    >
      {error && <Problem error={error} />}
      {data && (
        <Card>
          {tokens.length > 0 ? (
            <TokenTable tokens={tokens} />
          ) : (
            <EmptyState title={t.none}>
              <p>{t.noneHint}</p>
              <SendExample />
            </EmptyState>
          )}
        </Card>
      )}
      {isMaking && <TokenForm onClose={() => setMaking(false)} />}
    </SettingsPage>
  )
}
