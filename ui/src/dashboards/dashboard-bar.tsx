import { ActionIcon, Button, Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Copy, Ellipsis, FileCode, History, Mail, Pencil, Share2, Trash2, Tv } from 'lucide-react'
import { useState } from 'react'
import type { DashboardReport } from '../../../src/model/dashboard.ts'
import { useMay } from '../client/who.ts'
import { toastError } from '../design/toasts.tsx'
import { useMessages } from '../i18n/messages.ts'
import { nameFor } from '../lib/name-for.ts'
import { RefreshControl } from '../time/refresh-control.tsx'
import { TimePicker } from '../time/time-picker.tsx'
import { CompareMenu } from './compare-menu.tsx'
import classes from './dashboard-bar.module.css'
import { useDashboards, useSave } from './dashboards.ts'
import { linkTexts } from './link-texts.ts'
import { RemoveModal } from './remove-modal.tsx'
import { ShareModal } from './share-modal.tsx'
import type { Change, DashboardState } from './state.ts'
import { texts } from './texts.ts'
import { VersionsModal } from './versions-modal.tsx'
import { YamlModal } from './yaml-modal.tsx'

type Opened = 'versions' | 'yaml' | 'remove' | 'share'

interface DashboardBarProps {
  readonly report: DashboardReport
  readonly state: DashboardState
  readonly change: Change
  readonly onAgain: () => void
  readonly isBusy: boolean
  readonly onEdit: (() => void) | undefined
  readonly onTv: () => void
}

/** The title, the time, and what can be done with the whole. */
export function DashboardBar({ report, state, change, onAgain, isBusy, onEdit, onTv }: DashboardBarProps) {
  const t = useMessages(texts)
  const [open, setOpen] = useState<Opened>()
  const close = () => setOpen(undefined)
  return (
    <header className={classes.bar}>
      <h1 title={report.description}>{report.title}</h1>
      <div className={classes.controls}>
        <TimePicker range={state} onChange={change} />
        <CompareMenu comparison={state.compare} onChange={(compare) => change({ compare })} />
        <RefreshControl
          refresh={state.refresh}
          onChange={(refresh) => change({ refresh })}
          onAgain={onAgain}
          isBusy={isBusy}
        />
        {!state.isTv && (
          <>
            {report.editable && onEdit && (
              <Button leftSection={<Pencil size={14} />} onClick={onEdit}>
                {t.edit}
              </Button>
            )}
            <MoreMenu report={report} onOpen={setOpen} onTv={onTv} />
          </>
        )}
      </div>
      {open === 'versions' && <VersionsModal report={report} onClose={close} />}
      {open === 'yaml' && <YamlModal report={report} onClose={close} />}
      {open === 'share' && <ShareModal report={report} state={state} onClose={close} />}
      {open === 'remove' && <RemoveModal report={report} onClose={close} />}
    </header>
  )
}

interface MoreMenuProps {
  readonly report: DashboardReport
  readonly onOpen: (what: Opened) => void
  readonly onTv: () => void
}

function MoreMenu({ report, onOpen, onTv }: MoreMenuProps) {
  const t = useMessages(texts)
  const l = useMessages(linkTexts)
  const mayShare = useMay('administer')
  const mayEdit = useMay('edit')
  const { data: all = [] } = useDashboards()
  const save = useSave()
  const navigate = useNavigate()
  const duplicate = () => {
    const text = t.copyOf(report.title)
    const name = nameFor(
      text,
      all.map((one) => one.name),
    )
    save.mutate(
      { name, dashboard: { ...report.dashboard, title: text } },
      {
        onSuccess: () => void navigate({ to: '/dashboards/$name', params: { name } }),
        onError: toastError,
      },
    )
  }
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={t.more} title={t.more}>
          <Ellipsis size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Tv size={14} />} onClick={onTv}>
          {t.tv}
        </Menu.Item>
        {mayShare && (
          <Menu.Item leftSection={<Share2 size={14} />} onClick={() => onOpen('share')}>
            {l.share}
          </Menu.Item>
        )}
        {mayEdit && (
          <Menu.Item
            leftSection={<Mail size={14} />}
            onClick={() => void navigate({ to: '/reports', search: { of: report.name } })}
          >
            {t.sendByMail}
          </Menu.Item>
        )}
        {report.editable && (
          <>
            <Menu.Item leftSection={<FileCode size={14} />} onClick={() => onOpen('yaml')}>
              {t.yaml}
            </Menu.Item>
            <Menu.Item leftSection={<Copy size={14} />} onClick={duplicate}>
              {t.duplicate}
            </Menu.Item>
            <Menu.Item leftSection={<History size={14} />} onClick={() => onOpen('versions')}>
              {t.history}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<Trash2 size={14} />} onClick={() => onOpen('remove')}>
              {t.remove}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
