import { Button } from '@mantine/core'
import { Flag, PanelsTopLeft, Plus, SlidersHorizontal } from 'lucide-react'
import type { DashboardReport } from '../../../src/model/dashboard.ts'
import { ApiError } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { toast } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { useSave } from './dashboards.ts'
import type { Draft } from './draft.ts'
import classes from './edit-bar.module.css'
import { texts } from './texts.ts'
import { viewTexts } from './view-texts.ts'

interface EditBarProps {
  readonly report: DashboardReport
  readonly draft: Draft
  readonly onAdd: () => void
  readonly onArrange: () => void
  readonly onVariables: () => void
  readonly onAnnotations: () => void
  readonly onEnd: () => void
}

/** What is to become of the changes. */
export function EditBar({ report, draft, onAdd, onArrange, onVariables, onAnnotations, onEnd }: EditBarProps) {
  const t = useMessages(texts)
  const v = useMessages(viewTexts)
  const save = useSave()
  const isConflict = save.error instanceof ApiError && save.error.code === 'conflict'
  const saveAs = (version: string) =>
    save.mutate(
      { name: report.name, dashboard: draft.dashboard, version },
      {
        onSuccess: ({ file }) => {
          toast({ kind: 'done', message: t.saved(file) })
          onEnd()
        },
      },
    )
  return (
    <div className={classes.bar} role="region" aria-label={t.edit}>
      <Button leftSection={<Plus size={14} />} onClick={onAdd}>
        {t.add}
      </Button>
      <Button leftSection={<PanelsTopLeft size={14} />} onClick={onArrange}>
        {v.arrange}
      </Button>
      <Button leftSection={<SlidersHorizontal size={14} />} onClick={onVariables}>
        {v.variables}
      </Button>
      <Button leftSection={<Flag size={14} />} onClick={onAnnotations}>
        {v.annotations}
      </Button>
      <div className={classes.state}>
        {isConflict ? (
          t.conflict
        ) : save.error ? (
          <Problem error={save.error} />
        ) : draft.isChanged ? (
          t.unsaved
        ) : (
          report.file
        )}
      </div>
      {isConflict ? (
        <>
          <Button onClick={onEnd}>{t.reload}</Button>
          <Button variant="filled" onClick={() => saveAs(report.version)}>
            {t.overwrite}
          </Button>
        </>
      ) : (
        <>
          <Button onClick={onEnd}>{draft.isChanged ? t.discard : t.close}</Button>
          <Button
            variant="filled"
            disabled={!draft.isChanged}
            loading={save.isPending}
            onClick={() => saveAs(draft.version)}
          >
            {t.done}
          </Button>
        </>
      )}
    </div>
  )
}
