import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import type { Dashboard, Panel, PanelQuery, PanelType } from '../../../../src/model/dashboard.ts'
import { useMessages } from '../../i18n/messages.ts'
import { type Moment, usePanelAnswers } from '../answers.ts'
import { PanelView } from '../panel-view.tsx'
import { needsQuery, panels } from '../panels/index.ts'
import type { Asks } from '../panels/panel.ts'
import { texts } from '../texts.ts'
import { KindPicker } from './kind-picker.tsx'
import { LookForm } from './look-form.tsx'
import { OwnPathForm } from './own-path-form.tsx'
import classes from './panel-editor.module.css'
import { PlaceSelect } from './place-select.tsx'
import { QueryForm } from './query-form.tsx'
import { TilesForm } from './tiles-form.tsx'

interface PanelEditorProps {
  readonly name: string
  readonly panel: Panel
  readonly dashboard: Dashboard
  readonly moment: Moment
  readonly onApply: (panel: Panel) => void
  readonly onClose: () => void
}

/** Typing is not asking. */
const pause_ms = 400

const only = new Set(['draft'])

/** A panel while it is written, with what it would show. */
export default function PanelEditor({ name, panel, dashboard, moment, onApply, onClose }: PanelEditorProps) {
  const t = useMessages(texts)
  const [draft, setDraft] = useState(panel)
  const change = (some: Partial<Panel>) => setDraft((old) => withoutNothing({ ...old, ...some }))
  const [asked] = useDebouncedValue(draft, pause_ms)
  const takesQuery = panels[draft.type].asks !== 'nothing'
  const isMissing = needsQuery(draft.type) && !isComplete(draft.query)
  const preview = useMemo(() => ({ draft: isComplete(asked.query) ? asked : { ...asked, query: undefined } }), [asked])
  const { answers } = usePanelAnswers(preview as unknown as Dashboard['panels'], only, moment, undefined)
  const isNew = !Object.hasOwn(dashboard.panels, name)
  return (
    <Modal
      opened
      onClose={onClose}
      title={isNew ? t.newPanel : t.editPanel}
      size={1080}
      yOffset="4vh"
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <div className={classes.editor}>
        <section className={classes.preview} aria-label={t.preview}>
          <h3>{draft.title ?? name}</h3>
          <div className={classes.body}>
            <PanelView
              panel={finished(draft)}
              title={draft.title ?? name}
              shown={answers.get('draft')}
              onRange={() => {}}
            />
          </div>
        </section>
        <div className={classes.form}>
          <TextInput
            label={t.panelTitle}
            value={draft.title ?? ''}
            onChange={({ currentTarget }) => change({ title: currentTarget.value || undefined } as Partial<Panel>)}
            data-autofocus
          />
          <PlaceSelect dashboard={dashboard} panel={draft} onChange={setDraft} />
          <KindPicker type={draft.type} onChange={(type) => change(shapedFor(type, draft))} />
          {takesQuery && <QueryForm query={draft.query ?? {}} onChange={(query) => change({ query })} />}
          {draft.type === 'text' && (
            <Textarea
              label={t.panelText}
              autosize
              minRows={6}
              value={draft.text ?? ''}
              onChange={({ currentTarget }) => change({ text: currentTarget.value })}
            />
          )}
          {(draft.type === 'image' || draft.type === 'embed') && <OwnPathForm panel={draft} onChange={change} />}
          {draft.type === 'map' && <TilesForm panel={draft} onChange={change} />}
          {needsQuery(draft.type) && <LookForm panel={draft} onChange={change} />}
        </div>
      </div>
      <div className={classes.tools}>
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button variant="filled" disabled={isMissing} onClick={() => onApply(finished(draft))}>
          {t.apply}
        </Button>
      </div>
    </Modal>
  )
}

function isComplete(query: PanelQuery | undefined): boolean {
  return Boolean(query?.sql?.trim() || query?.in)
}

/** A query that is not whole is none. */
function finished(panel: Panel): Panel {
  return isComplete(panel.query) ? panel : withoutNothing({ ...panel, query: undefined } as unknown as Panel)
}

/** Another kind asks otherwise: what does not fit is left out, what is missing is added. */
function shapedFor(type: PanelType, { query }: Panel): Partial<Panel> {
  const { asks } = panels[type]
  if (asks === 'nothing' || (asks === 'maybe' && !query)) return { type, query: undefined } as unknown as Partial<Panel>
  if (!query || query.sql !== undefined) return { type, query: query ?? shapes[asks] }
  const { every: _, measure, fields: __, ...rest } = query
  const isRecords = type === 'logs' || asks === 'maybe'
  return {
    type,
    query: {
      ...rest,
      ...(isRecords ? {} : { measure: measure ?? 'count' }),
      ...(overTime.includes(asks) ? { every: 'auto' } : {}),
    },
  }
}

const overTime: readonly Asks[] = ['series', 'cells', 'number']

const shapes: Readonly<Record<Asks, PanelQuery>> = {
  series: { measure: 'count', every: 'auto' },
  cells: { measure: 'count', every: 'auto' },
  number: { measure: 'count', every: 'auto' },
  groups: { measure: 'count' },
  records: {},
  maybe: {},
  nothing: {},
}

function withoutNothing(panel: Panel): Panel {
  return Object.fromEntries(Object.entries(panel).filter(([, value]) => value !== undefined)) as unknown as Panel
}
