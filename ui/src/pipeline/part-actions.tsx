import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../client/api.ts'
import type { LiveReport } from '../client/live.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { RiverNode } from './graph.ts'
import classes from './part-actions.module.css'
import { texts } from './texts.ts'

/** What can be done with a part. Whoever may not is told by the server. */
export function PartActions({ node, report }: { node: RiverNode; report: LiveReport }) {
  const t = useMessages(texts)
  const { kind, name, holder } = node
  const isPaused = report.status.sources[name]?.state === 'paused'
  const schedule = report.status.functions[name]?.schedule
  return (
    <div className={classes.actions}>
      {kind === 'source' &&
        (isPaused ? (
          <Act
            label={t.resume}
            does={() => ask('POST /api/sources/{source}/resume', { path: { source: name } })}
            said={() => t.resumed(name)}
          />
        ) : (
          <Act
            label={t.pause}
            does={() => ask('POST /api/sources/{source}/pause', { path: { source: name } })}
            said={() => t.paused(name)}
          />
        ))}
      {kind === 'function' && schedule && (
        <Act
          label={t.run}
          does={() => ask('POST /api/functions/{function}/run', { path: { function: name } })}
          said={(answer) => t.ran(answer.state)}
        />
      )}
      {kind === 'view' && (
        <Act
          label={t.refresh}
          does={() => ask('POST /api/views/{view}/refresh', { path: { view: name } })}
          said={() => t.refreshed}
        />
      )}
      {kind === 'dataset' && <Rebuild name={name} />}
      {(kind === 'dataset' || kind === 'view') && (
        <Button renderRoot={(props) => <Link to="/data/$name" params={{ name }} {...props} />}>{t.data}</Button>
      )}
      {(kind === 'dataset' || kind === 'view') && (
        <Button renderRoot={(props) => <Link to="/explore" search={{ in: name }} {...props} />}>{t.explore}</Button>
      )}
      {kind === 'rejected' && (
        <Button renderRoot={(props) => <Link to="/rejected" search={{ in: holder }} {...props} />}>
          {t.seeRejected}
        </Button>
      )}
    </div>
  )
}

function Act<T>({ label, does, said }: { label: string; does: () => Promise<T>; said: (answer: T) => string }) {
  const [isBusy, setBusy] = useState(false)
  const queries = useQueryClient()
  const act = async () => {
    setBusy(true)
    try {
      toast({ kind: 'done', message: said(await does()) })
      await queries.invalidateQueries()
    } catch (error) {
      toastError(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={isBusy} onClick={act}>
      {label}
    </Button>
  )
}

function Rebuild({ name }: { name: string }) {
  const t = useMessages(texts)
  const [isOpen, setOpen] = useState(false)
  const rebuild = async () => {
    const { records } = await ask('POST /api/rebuild/{dataset}', { path: { dataset: name } })
    setOpen(false)
    return records
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.rebuild}</Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t.rebuild}
        closeButtonProps={{ 'aria-label': t.close }}
      >
        <p className={classes.why}>{t.rebuildWhy(name)}</p>
        <div className={classes.buttons}>
          <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
          <Act label={t.rebuild} does={rebuild} said={(records) => t.rebuilt(formatNumber(records))} />
        </div>
      </Modal>
    </>
  )
}
