import { Button, Loader, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Search, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { useMay } from '../client/who.ts'
import { Card } from '../design/card.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { Problem } from '../design/problem.tsx'
import { formatBytes, formatNumber } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { DatasetTable } from './dataset-table.tsx'
import { useDatasets, useViews } from './datasets.ts'
import { isHolder } from './figures.ts'
import classes from './list-page.module.css'
import { texts } from './texts.ts'
import { title } from './title.ts'
import { Uploads } from './upload/uploads.tsx'

/** All datasets and views, and a place to drop files. */
export default function DataPage() {
  const t = useMessages(texts)
  const { title: heading } = useMessages(title)
  const { data, error } = useDatasets()
  const views = useViews().data ?? []
  const [text, setText] = useState('')
  const filter = useRef<HTMLInputElement>(null)
  const mayWrite = useMay('write')
  const navigate = useNavigate()
  const { upload } = useSearch({ strict: false }) as { upload?: string }
  const setUpload = (isOpen: boolean) =>
    void navigate({ to: '/data', search: isOpen ? { upload: 'new' } : {}, replace: true })
  useKeys(heading, [{ key: '/', does: t.filter, act: () => filter.current?.focus() }])
  if (error) return <Problem error={error} />
  if (!data) return <Loader size="sm" />
  const names = new Set(data.map(({ name }) => name))
  const shown = data.filter(({ name }) => !isHolder(name, names))
  const found = shown.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
  const bytes = data.reduce((sum, each) => sum + (each.bytes ?? 0) + (each.index_bytes ?? 0), 0)
  const uploadButton = mayWrite && (
    <Button variant="filled" leftSection={<Upload size={14} />} onClick={() => setUpload(true)}>
      {t.upload}
    </Button>
  )
  return (
    <Uploads isOpen={upload !== undefined} onOpen={setUpload}>
      <div className={classes.page}>
        <header className={classes.head}>
          <h1>{heading}</h1>
          <p>
            {[t.datasetCount(shown.length, formatNumber(shown.length)), bytes > 0 && formatBytes(bytes)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <TextInput
            ref={filter}
            className={classes.filter}
            leftSection={<Search size={13} />}
            aria-label={t.filter}
            placeholder={t.filter}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          {uploadButton}
        </header>
        {shown.length === 0 && (
          <EmptyState title={t.none} action={uploadButton}>
            <p>{mayWrite ? t.noneHint : t.noneToRead}</p>
          </EmptyState>
        )}
        {shown.length > 0 && (
          <Card className={classes.card}>
            {found.length === 0 ? (
              <p className={classes.nothing}>{t.nothingFound(text)}</p>
            ) : (
              <DatasetTable datasets={found} views={views} />
            )}
          </Card>
        )}
      </div>
    </Uploads>
  )
}
