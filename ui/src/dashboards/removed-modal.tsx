import { Button, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Problem } from '../design/problem.tsx'
import { toast } from '../design/toasts.tsx'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { useRemoved, useRestore } from './dashboards.ts'
import classes from './modals.module.css'
import { removedTexts } from './removed-texts.ts'
import { texts } from './texts.ts'

/** Dashboards that are gone, each of which can be had again as it was. */
export function RemovedModal({ onClose }: { onClose: () => void }) {
  const t = useMessages(texts)
  const r = useMessages(removedTexts)
  const { data, error } = useRemoved()
  const restore = useRestore()
  const navigate = useNavigate()
  const problem = error ?? restore.error
  const take = (name: string, id: number) =>
    restore.mutate(
      { name, id },
      {
        onSuccess: ({ file }) => {
          toast({ kind: 'done', message: t.saved(file) })
          void navigate({ to: '/dashboards/$name', params: { name } })
        },
      },
    )
  return (
    <Modal opened onClose={onClose} title={r.title} size="lg" closeButtonProps={{ 'aria-label': t.close }}>
      {problem && <Problem error={problem} />}
      {data?.length === 0 && <p className={classes.hint}>{r.none}</p>}
      {data?.map(({ name, title, id, at, by, elsewhere }) => (
        <div key={name} className={classes.version}>
          <div className={classes.removed}>
            <b>{title}</b> <code>{name}</code>
            <p className={classes.hint}>
              {elsewhere ? r.elsewhere(formatTime(at, 'dateTime')) : r.by(by, formatTime(at, 'dateTime'))}
            </p>
          </div>
          <Button
            aria-label={r.restoreOf(title)}
            loading={restore.isPending && restore.variables.name === name}
            onClick={() => take(name, id)}
          >
            {t.restore}
          </Button>
        </div>
      ))}
    </Modal>
  )
}
