import { ActionIcon, SegmentedControl } from '@mantine/core'
import { ChevronDown, ChevronUp, Copy, X } from 'lucide-react'
import { useState } from 'react'
import { Card } from '../design/card.tsx'
import { Chip } from '../design/chip.tsx'
import { copy } from '../design/clipboard.ts'
import { formatTime } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import type { Hit } from './hits.ts'
import { LevelChip } from './level-chip.tsx'
import classes from './record-drawer.module.css'
import { RecordFieldTable } from './record-field-table.tsx'
import { SurroundingRecords } from './surrounding-records.tsx'
import { texts } from './texts.ts'

interface RecordDrawerProps {
  readonly hit: Hit
  readonly level: string | undefined
  readonly onStep: (step: 1 | -1) => void
  readonly onClose: () => void
}

/** One record with all that it has. */
export function RecordDrawer({ hit, level, onStep, onClose }: RecordDrawerProps) {
  const t = useMessages(texts)
  const [view, setView] = useState('fields')
  const json = JSON.stringify(hit.fields, null, 2)
  return (
    <Card className={classes.drawer} aria-label={t.drawer}>
      <header>
        {level && <LevelChip level={hit.fields[level]} />}
        <Chip tone="accent">{hit.dataset}</Chip>
        <b>{formatTime(String(hit.fields._time ?? ''), 'full')}</b>
        <span className={classes.grow} />
        <ActionIcon onClick={() => onStep(-1)} aria-label={t.previous} title={`${t.previous} (K)`}>
          <ChevronUp size={15} />
        </ActionIcon>
        <ActionIcon onClick={() => onStep(1)} aria-label={t.next} title={`${t.next} (J)`}>
          <ChevronDown size={15} />
        </ActionIcon>
        <ActionIcon onClick={onClose} aria-label={t.close} title={`${t.close} (Esc)`}>
          <X size={15} />
        </ActionIcon>
      </header>
      <div className={classes.views}>
        <SegmentedControl
          aria-label={t.drawer}
          value={view}
          onChange={setView}
          data={[
            { value: 'fields', label: t.table },
            { value: 'json', label: t.json },
            { value: 'around', label: t.around },
          ]}
        />
        <ActionIcon onClick={() => copy(json, t.copied)} aria-label={t.copy} title={t.copy}>
          <Copy size={14} />
        </ActionIcon>
      </div>
      {view === 'fields' && <RecordFieldTable fields={hit.fields} />}
      {view === 'json' && <pre tabIndex={0}>{json}</pre>}
      {view === 'around' && <SurroundingRecords hit={hit} />}
    </Card>
  )
}
