import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { RefreshCw, Search, Upload, Workflow } from 'lucide-react'
import { useState } from 'react'
import type { DatasetDetail } from '../../../src/model/dataset-detail.ts'
import type { ViewDetail } from '../../../src/model/view-report.ts'
import { ask } from '../client/api.ts'
import { useMay } from '../client/who.ts'
import page from '../design/page.module.css'
import { Problem } from '../design/problem.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import classes from './dataset-head.module.css'
import { Facts } from './facts.tsx'
import { Remarks } from './remarks.tsx'
import { texts } from './texts.ts'
import { ViewChip } from './view-chip.tsx'

interface DatasetHeadProps {
  readonly name: string
  readonly dataset: DatasetDetail | undefined
  readonly view: ViewDetail | undefined
  readonly onUpload: (() => void) | undefined
}

/** What it is, what one can do with it, its numbers, and what is wrong with it. */
export function DatasetHead({ name, dataset, view, onUpload }: DatasetHeadProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const mayEdit = useMay('edit')
  const mayWrite = useMay('write')
  return (
    <>
      <header className={page.head}>
        <h1>{name}</h1>
        {view && <ViewChip state={view.state} />}
        <span className={classes.buttons}>
          {dataset && (
            <Button
              leftSection={<Search size={13} />}
              renderRoot={(props) => <Link to="/explore" search={{ in: name }} {...props} />}
            >
              {t.explore}
            </Button>
          )}
          {mayEdit && (
            <Button
              leftSection={<Workflow size={13} />}
              renderRoot={(props) => (
                <Link to="/pipeline" search={{ part: `${view ? 'view' : 'dataset'}:${name}` }} {...props} />
              )}
            >
              {t.pipeline}
            </Button>
          )}
          {view && view.state !== 'left' && mayEdit && <RefreshButton name={name} />}
          {mayWrite && onUpload && (
            <Button leftSection={<Upload size={13} />} onClick={onUpload}>
              {t.uploadHere}
            </Button>
          )}
        </span>
      </header>
      {view?.error && <Problem error={view.error.message} />}
      {view?.export_error && <Problem error={`${t.notExported}: ${say(view.export_error.message)}`} />}
      {dataset && <Facts dataset={dataset} view={view} />}
      {dataset?.remarks && <Remarks remarks={dataset.remarks} />}
    </>
  )
}

function RefreshButton({ name }: { name: string }) {
  const t = useMessages(texts)
  const [isBusy, setBusy] = useState(false)
  const queries = useQueryClient()
  const refresh = async () => {
    setBusy(true)
    try {
      const { outcome, added, changed, removed } = await ask('POST /api/views/{view}/refresh', { path: { view: name } })
      toast({ kind: 'done', message: outcome === 'changed' ? t.refreshed(added, changed, removed) : t.unchanged })
    } catch (error) {
      toastError(error)
    } finally {
      setBusy(false)
      await queries.invalidateQueries({ queryKey: ['data'] })
    }
  }
  return (
    <Button leftSection={<RefreshCw size={13} />} loading={isBusy} onClick={refresh}>
      {t.refresh}
    </Button>
  )
}
