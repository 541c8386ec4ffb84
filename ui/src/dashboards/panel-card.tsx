import { ActionIcon, Menu } from '@mantine/core'
import { Copy, Database, Download, Ellipsis, GripVertical, Maximize2, Pencil, Search, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Panel } from '../../../src/model/dashboard.ts'
import { Card } from '../design/card.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { ShownAnswer } from './answers.ts'
import { exportCsv } from './export.ts'
import type { Handles } from './grid/grid.tsx'
import classes from './panel-card.module.css'
import { PanelView } from './panel-view.tsx'
import type { PanelProps } from './panels/panel.ts'
import { PictureItems } from './picture-items.tsx'
import { texts } from './texts.ts'

export interface PanelActions {
  readonly onFull: () => void
  readonly onSql: (sql: string) => void
  readonly onExplore: (() => void) | undefined
  /** Of those who may change the dashboard. */
  readonly onEdit: (() => void) | undefined
  readonly onDuplicate: (() => void) | undefined
  readonly onRemove: (() => void) | undefined
}

interface PanelCardProps {
  readonly name: string
  readonly panel: Panel
  readonly shown: ShownAnswer | undefined
  readonly handles: Handles | undefined
  readonly actions: PanelActions
  readonly onRange: PanelProps['onRange']
  readonly onPick: PanelProps['onPick']
  /** It came into sight, or left it. */
  readonly onSeen: (isSeen: boolean) => void
}

/** A panel with its title and its menu. */
export function PanelCard({ name, panel, shown, handles, actions, onRange, onPick, onSeen }: PanelCardProps) {
  const t = useMessages(texts)
  const card = useRef<HTMLElement>(null)
  const seen = useRef(onSeen)
  seen.current = onSeen
  useEffect(() => {
    const look = (entries: readonly IntersectionObserverEntry[]) => seen.current(entries.at(-1)!.isIntersecting)
    const observer = new IntersectionObserver(look, { rootMargin: '200px' })
    observer.observe(card.current!)
    return () => {
      observer.disconnect()
      seen.current(false)
    }
  }, [])
  const title = panel.title ?? (panel.type === 'text' ? '' : name)
  return (
    <Card ref={card} className={classes.card} data-panel={name} aria-label={title || name}>
      <header className={classes.header} data-bare={(title === '' && !handles) || undefined}>
        {handles && (
          <button
            type="button"
            className={classes.move}
            aria-label={t.move(title || name)}
            title={t.move(title || name)}
            onPointerDown={handles.onMove}
            onKeyDown={handles.onKey}
          >
            <GripVertical size={14} />
          </button>
        )}
        <h2 title={panel.description}>{title}</h2>
        <PanelMenu name={title || name} card={card} panel={panel} shown={shown} actions={actions} />
      </header>
      <div className={classes.body}>
        <PanelView panel={panel} title={title || name} shown={shown} onRange={onRange} onPick={onPick} />
      </div>
      {handles && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.resize}
          aria-label={t.resize(title || name)}
          onPointerDown={handles.onResize}
        />
      )}
    </Card>
  )
}

function PanelMenu({
  name,
  card,
  panel,
  shown,
  actions,
}: {
  name: string
  card: React.RefObject<HTMLElement | null>
  panel: Panel
  shown: ShownAnswer | undefined
  actions: PanelActions
}) {
  const t = useMessages(texts)
  const [isOpen, setOpen] = useState<boolean>()
  const { onEdit, onDuplicate, onRemove, onFull, onSql, onExplore } = actions
  const { rows, sql } = shown?.answer ?? {}
  const button = (
    <ActionIcon
      size={24}
      className={classes.menu}
      aria-label={t.panelMenu(name)}
      aria-haspopup="menu"
      aria-expanded={isOpen ?? false}
      onClick={isOpen === undefined ? () => setOpen(true) : undefined}
    >
      <Ellipsis size={15} />
    </ActionIcon>
  )
  // Of many panels few menus are ever opened: each is made when it is.
  if (isOpen === undefined) return button
  return (
    <Menu position="bottom-end" width={210} opened={isOpen} onChange={setOpen}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Maximize2 size={14} />} onClick={onFull}>
          {t.full}
        </Menu.Item>
        {onEdit && (
          <Menu.Item leftSection={<Pencil size={14} />} onClick={onEdit}>
            {t.editPanel}
          </Menu.Item>
        )}
        {onDuplicate && (
          <Menu.Item leftSection={<Copy size={14} />} onClick={onDuplicate}>
            {t.duplicate}
          </Menu.Item>
        )}
        <Menu.Divider />
        {sql !== undefined && (
          <Menu.Item leftSection={<Database size={14} />} onClick={() => onSql(sql)}>
            {t.showSql}
          </Menu.Item>
        )}
        {onExplore && (
          <Menu.Item leftSection={<Search size={14} />} onClick={onExplore}>
            {t.explore}
          </Menu.Item>
        )}
        {rows && (
          <Menu.Item leftSection={<Download size={14} />} onClick={() => exportCsv(shown!.answer, name)}>
            {t.exportCsv}
          </Menu.Item>
        )}
        <PictureItems card={card} name={name} panel={panel} shown={shown} />
        {onRemove && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<Trash2 size={14} />} onClick={onRemove}>
              {t.remove}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
