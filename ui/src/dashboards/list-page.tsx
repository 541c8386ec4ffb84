import { Button, Loader, Modal, TextInput } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArchiveRestore, FileUp, LayoutDashboard, Mail, Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useMay } from '../client/who.ts'
import { Card } from '../design/card.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { nameFor } from '../lib/name-for.ts'
import { useDashboards, useSave } from './dashboards.ts'
import { ImportModal } from './import-modal.tsx'
import { texts as importTexts } from './import-texts.ts'
import classes from './list-page.module.css'
import { RemovedModal } from './removed-modal.tsx'
import { removedTexts } from './removed-texts.ts'
import { texts } from './texts.ts'
import { title } from './title.ts'

/** Every dashboard that one may see. */
export default function DashboardsPage() {
  const t = useMessages(texts)
  const { title: heading } = useMessages(title)
  const { data, error } = useDashboards()
  const i = useMessages(importTexts)
  const r = useMessages(removedTexts)
  const mayEdit = useMay('edit')
  const navigate = useNavigate()
  const { make: made } = useSearch({ strict: false }) as { make?: string }
  const setMaking = (isMaking: boolean) =>
    void navigate({ to: '/dashboards', search: isMaking ? { make: 'new' } : {}, replace: true })
  const [isRestoring, setRestoring] = useState(false)
  const [isImporting, setImporting] = useState(false)
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="sm" />
  const make = (
    <div className={classes.actions}>
      {mayEdit && (
        <Button leftSection={<Mail size={14} />} renderRoot={(props) => <Link to="/reports" search={{}} {...props} />}>
          {t.reports}
        </Button>
      )}
      {mayEdit && (
        <Button leftSection={<ArchiveRestore size={14} />} onClick={() => setRestoring(true)}>
          {r.open}
        </Button>
      )}
      <Button leftSection={<FileUp size={14} />} onClick={() => setImporting(true)}>
        {i.open}
      </Button>
      <Button variant="filled" leftSection={<Plus size={14} />} onClick={() => setMaking(true)}>
        {t.make}
      </Button>
    </div>
  )
  return (
    <div className={classes.page}>
      {data.length === 0 ? (
        <EmptyState title={t.none} action={make}>
          <p>{t.noneHint}</p>
        </EmptyState>
      ) : (
        <>
          <header className={classes.header}>
            <h1>{heading}</h1>
            {make}
          </header>
          <div className={classes.list}>
            {data.map(({ name, title: text, description, panels, file }) => (
              <Link key={name} to="/dashboards/$name" params={{ name }} className={classes.link}>
                <Card className={classes.card}>
                  <LayoutDashboard size={18} strokeWidth={1.6} aria-hidden="true" />
                  <div>
                    <h2>{text}</h2>
                    {description && <p>{description}</p>}
                    <small>
                      {t.panelCount(panels)} · <code>{file}</code>
                    </small>
                  </div>
                </Card>
              </Link>
            ))}
          </div>
        </>
      )}
      {isRestoring && <RemovedModal onClose={() => setRestoring(false)} />}
      {isImporting && <ImportModal taken={data.map(({ name }) => name)} onClose={() => setImporting(false)} />}
      {made === 'new' && <MakeModal taken={data.map(({ name }) => name)} onClose={() => setMaking(false)} />}
    </div>
  )
}

function MakeModal({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const t = useMessages(texts)
  const [text, setText] = useState('')
  const save = useSave()
  const navigate = useNavigate()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const name = nameFor(text, taken)
    const dashboard = { title: text.trim(), time: { from: 'now-1h', to: 'now' }, variables: {}, panels: {} }
    save.mutate({ name, dashboard }, { onSuccess: () => void navigate({ to: '/dashboards/$name', params: { name } }) })
  }
  return (
    <Modal opened onClose={onClose} title={t.make} closeButtonProps={{ 'aria-label': t.close }}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t.name}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          data-autofocus
        />
        {save.error && <Problem error={save.error} />}
        <Button type="submit" variant="filled" disabled={text.trim() === ''} loading={save.isPending}>
          {t.make}
        </Button>
      </form>
    </Modal>
  )
}
