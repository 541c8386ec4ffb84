import { Button, Modal, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { DashboardReport } from '../../../src/model/dashboard.ts'
import { ApiError } from '../client/api.ts'
import { copy } from '../design/clipboard.ts'
import { Problem } from '../design/problem.tsx'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { saveFile } from '../lib/save-file.ts'
import { useSave } from './dashboards.ts'
import classes from './modals.module.css'
import { texts } from './texts.ts'

/** The file of a dashboard, with all that has no form: to read, to write, and to take along. */
export function YamlModal({ report, onClose }: { report: DashboardReport; onClose: () => void }) {
  const t = useMessages(texts)
  const { name, file } = report
  // What somebody writes is theirs, whatever becomes of the file meanwhile: saving tells them.
  const [{ yaml = '', version }] = useState(report)
  const [text, setText] = useState(yaml)
  const area = useRef<HTMLTextAreaElement>(null)
  const save = useSave()
  const isChanged = text !== yaml
  const at = save.error instanceof ApiError ? save.error.at : undefined
  useEffect(() => {
    if (at?.line !== undefined) select(area.current!, at.line)
  }, [at])
  const keep = () =>
    save.mutate(
      { name, yaml: text, version },
      {
        onSuccess: () => {
          toast({ kind: 'done', message: t.saved(file) })
          onClose()
        },
      },
    )
  return (
    <Modal
      opened
      onClose={onClose}
      title={file}
      size="xl"
      yOffset="5vh"
      // What was written is not lost by a slip.
      closeOnClickOutside={!isChanged}
      closeOnEscape={!isChanged}
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <Textarea
        ref={area}
        aria-label={file}
        classNames={{ input: classes.yaml }}
        rows={26}
        wrap="off"
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        data-autofocus
      />
      {save.error && (
        <div className={classes.problem}>
          {at?.line !== undefined && <b>{t.atLine(at.line)}</b>}
          <Problem error={save.error} />
        </div>
      )}
      <div className={classes.tools}>
        <Button onClick={() => saveFile(new Blob([text], { type: 'application/yaml' }), `${name}.yaml`)}>
          {t.exportYaml}
        </Button>
        <Button onClick={() => copy(text, t.copied)}>{t.copy}</Button>
        <Button variant="filled" disabled={!isChanged} loading={save.isPending} onClick={keep}>
          {t.done}
        </Button>
      </div>
    </Modal>
  )
}

/** Marks a line and brings it into sight. */
function select(area: HTMLTextAreaElement, line: number): void {
  const lines = area.value.split('\n')
  const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
  area.focus()
  area.setSelectionRange(from, from + (lines[line - 1] ?? '').length)
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, line - 6)
}
