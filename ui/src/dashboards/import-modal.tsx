import { Button, FileInput, Modal, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import form from '../design/form.module.css'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useServerSentence } from '../i18n/sentences.ts'
import { nameFor } from '../lib/name-for.ts'
import { useGrafana, useSave } from './dashboards.ts'
import classes from './import-modal.module.css'
import { texts } from './import-texts.ts'
import modal from './modals.module.css'

interface ImportModalProps {
  readonly taken: readonly string[]
  readonly onClose: () => void
}

/** A dashboard from elsewhere: its file, then what comes along and, of Grafana's, what does not, then ours. */
export function ImportModal({ taken, onClose }: ImportModalProps) {
  const t = useMessages(texts)
  const say = useServerSentence()
  const [file, setFile] = useState<File | null>(null)
  const [dataset, setDataset] = useState('')
  const read = useGrafana()
  const save = useSave()
  const navigate = useNavigate()
  const [own, setOwn] = useState<string>()
  const found = file && own !== undefined ? { name: baseOf(file.name), yaml: own, remarks: [] } : read.data
  const ask = (chosen: File | null, wanted = dataset) => {
    setFile(chosen)
    setOwn(undefined)
    save.reset()
    read.reset()
    if (chosen && isYaml.test(chosen.name)) void chosen.text().then(setOwn)
    else if (chosen) read.mutate({ file: chosen, dataset: wanted.trim() })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!found) return
    const name = nameFor(found.name, taken)
    save.mutate(
      { name, yaml: found.yaml },
      { onSuccess: () => void navigate({ to: '/dashboards/$name', params: { name } }) },
    )
  }
  const remarks = found?.remarks ?? []
  return (
    <Modal opened onClose={onClose} title={t.title} size="lg" closeButtonProps={{ 'aria-label': t.close }}>
      <form className={form.form} onSubmit={submit}>
        <FileInput
          label={t.file}
          description={t.fileHint}
          placeholder={t.choose}
          accept="application/json,.json,application/yaml,.yaml,.yml"
          leftSection={<FileUp size={14} />}
          value={file}
          onChange={(chosen) => ask(chosen)}
          data-autofocus
        />
        {own === undefined && (
          <TextInput
            label={t.dataset}
            description={t.datasetHint}
            value={dataset}
            onChange={({ currentTarget }) => setDataset(currentTarget.value)}
            onBlur={() => file && ask(file)}
          />
        )}
        {read.error && <Problem error={read.error} />}
        {found && (
          <section aria-label={t.report} className={`${form.form} ${classes.report}`}>
            <p>{t.comes(found.name, panelsIn(found.yaml))}</p>
            {remarks.length === 0 ? (
              <p>{t.allOfIt}</p>
            ) : (
              <div className={classes.lacks}>
                <strong>{t.lacks(remarks.length)}</strong>
                <ul className={classes.remarks} tabIndex={0}>
                  {remarks.map(({ what, why }, i) => (
                    <li key={`${i} ${what}`}>
                      <b>{say(what)}</b> {say(why)}
                    </li>
                  ))}
                </ul>
              </div>
            )}
            <details>
              <summary>{t.yaml}</summary>
              <pre className={modal.code} tabIndex={0}>
                {found.yaml}
              </pre>
            </details>
          </section>
        )}
        {save.error && <Problem error={save.error} />}
        <Button type="submit" variant="filled" disabled={!found} loading={save.isPending || read.isPending}>
          {t.take}
        </Button>
      </form>
    </Modal>
  )
}

/** How many panels a file has: each has a place. */
function panelsIn(yaml: string): number {
  return yaml.match(/^\s+at:/gm)?.length ?? 0
}

const isYaml = /\.ya?ml$/i

function baseOf(file: string): string {
  return file.replace(isYaml, '')
}
