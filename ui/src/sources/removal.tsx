import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProjectReport } from '../../../src/model/project-report.ts'
import { ask } from '../client/api.ts'
import { Confirm } from '../design/confirm.tsx'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import classes from './page.module.css'
import type { WrittenSource } from './source-form.tsx'
import { texts } from './texts.ts'

/** Takes a source out of the project file, after asking. */
export function Removal({ source: { name, version }, project }: { source: WrittenSource; project: ProjectReport }) {
  const t = useMessages(texts)
  const [isAsking, setAsking] = useState(false)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = async () => {
    await keepStream(project, name)
    await ask('DELETE /api/project/{section}/{name}', { path: { section: 'sources', name }, version })
    toast({ kind: 'done', message: t.removed(name) })
    await navigate({ to: '/pipeline', search: {} })
    await queries.invalidateQueries()
  }
  return (
    <>
      <Button className={classes.removal ?? ''} onClick={() => setAsking(true)} disabled={!project.editable}>
        {t.remove}
      </Button>
      {isAsking && (
        <Confirm title={t.removeTitle(name)} verb={t.remove} act={remove} onClose={() => setAsking(false)}>
          {t.removeWhy}
        </Confirm>
      )}
    </>
  )
}

/** A stream that nothing but this source has named is declared, for others read it. */
async function keepStream({ sources, datasets, functions }: ProjectReport, name: string): Promise<void> {
  const to = sources.find((each) => each.name === name)?.to
  if (to === undefined || sources.some((each) => each.name !== name && each.to === to)) return
  if (!datasets.some(({ from }) => from === to) && !functions.some(({ on }) => on === to)) return
  const path = { section: 'streams', name: to } as const
  const { version } = await ask('GET /api/project/{section}/{name}', { path })
  if (version === undefined) await ask('PUT /api/project/{section}/{name}', { path, body: { declaration: {} } })
}
