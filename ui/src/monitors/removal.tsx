import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../client/api.ts'
import { Confirm } from '../design/confirm.tsx'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

/** Takes a monitor out of the project file, after asking. */
export function Removal({ name }: { name: string }) {
  const t = useMessages(texts)
  const [isAsking, setAsking] = useState(false)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = async () => {
    const path = { section: 'monitors', name } as const
    const { version } = await ask('GET /api/project/{section}/{name}', { path })
    await ask('DELETE /api/project/{section}/{name}', { path, version })
    toast({ kind: 'done', message: t.removed(name) })
    await navigate({ to: '/monitors', search: {} })
    await queries.invalidateQueries()
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t.remove}</Button>
      {isAsking && (
        <Confirm title={t.removeTitle(name)} verb={t.remove} act={remove} onClose={() => setAsking(false)}>
          {t.removeWhy}
        </Confirm>
      )}
    </>
  )
}
