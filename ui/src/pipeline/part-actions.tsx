import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../client/api.ts'
import type { LiveReport } from '../client/live.ts'
import { useMay } from '../client/who.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { NodeKind, RiverNode } from './graph.ts'
import classes from './part-actions.module.css'
import { texts } from './texts.ts'

/** Parts that have a page of their own, with all that is known of them. */
const pages: Partial<Record<NodeKind, '/functions' | '/endpoints' | '/monitors'>> = {
  function: '/functions',
  endpoint: '/endpoints',
  monitor: '/monitors',
}

/** What can be done with a part by those who may change what runs, and where there is more of it. */
export function PartActions({ node, report }: { node: RiverNode; report: LiveReport }) {
  const t = useMessages(texts)
  const { kind, name, holder } = node
  const mayEdit = useMay('edit')
  const isPaused = report.status.sources[name]?.state === 'paused'
  const schedule = report.status.functions[name]?.schedule
  return (
    <div className={classes.actions}>
      {mayEdit &&
        kind === 'source' &&
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
      {mayEdit && kind === 'function' && schedule && (
        <Act
          label={t.run}
          does={() => ask('POST /api/functions/{function}/run', { path: { function: name } })}
          said={(answer) => t.ran(answer.state)}
        />
      )}
      {mayEdit && kind === 'view' && (
        <Act
          label={t.refresh}
          does={() => ask('POST /api/views/{view}/refresh', { path: { view: name } })}
          said={() => t.refreshed}
        />
      )}
      {mayEdit && kind === 'dataset' && <Rebuild name={name} />}
      {mayEdit && kind === 'source' && (
        <Button renderRoot={(props) => <Link to="/sources/edit" search={{ name }} {...props} />}>{t.edit}</Button>
      )}
      {kind in pages && (
        <Button renderRoot={(props) => <Link to={pages[kind]!} search={{ name }} {...props} />}>{t.open}</Button>
      )}
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
