import { EmptyState } from '../../design/empty-state.tsx'
import { useMessages } from '../../i18n/messages.ts'
import { frameOf } from '../../lib/frame.ts'
import { columnOf } from './choice.ts'
import classes from './image.module.css'
import { maybePicture } from './own-path.ts'
import { definePanel, type PanelProps } from './panel.ts'
import { texts } from './texts.ts'

/** A picture of this server: `options.path`, or the latest that the column `options.column` names. */
function ImagePanel({ panel, title, answer }: PanelProps) {
  const t = useMessages(texts)
  const { options = {} } = panel
  const { labels, rows } = frameOf(answer)
  const column = columnOf(answer, options, 'column', labels[0])
  const path = maybePicture(options.path ?? rows[0]?.[column ?? ''])
  if (path === undefined) return <EmptyState title={t.noPicture}>{t.noPictureHint}</EmptyState>
  return <img className={classes.image} src={path} alt={panel.description ?? title} />
}

export default definePanel({ View: ImagePanel })
