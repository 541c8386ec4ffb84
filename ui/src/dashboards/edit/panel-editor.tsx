import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Dashboard, Panel, PanelQuery } from '../../../../src/model/dashboard.ts'
import { datasetsQuery } from '../../client/datasets.ts'
import { useMessages } from '../../i18n/messages.ts'
import { type Moment, usePanelAnswers } from '../answers.ts'
import { PanelView } from '../panel-view.tsx'
import { needsQuery, panels } from '../panels/index.ts'
import { maybeNeed } from '../panels/needs.ts'
import { texts } from '../texts.ts'
import { KindPicker } from './kind-picker.tsx'
import { LookForm } from './look-form.tsx'
import { OwnPathForm } from './own-path-form.tsx'
import classes from './panel-editor.module.css'
import { PlaceSelect } from './place-select.tsx'
import { QueryForm } from './query-form.tsx'
import { shapedQuery } from './shaped-query.ts'
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
  const shown = answers.get('draft')
  const need = shown && maybeNeed(draft, shown.answer)
  const { data } = useQuery(datasetsQuery)
  const columnsOf = (query: PanelQuery | undefined) =>
    data?.datasets.find(({ name }) => name === query?.in)?.columns ?? []
  /** What another kind or another dataset asks. */
  const shape = (type: Panel['type'], query: PanelQuery | undefined) =>
    change({ type, query: shapedQuery(type, query, columnsOf(query)) } as Partial<Panel>)
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
            <PanelView panel={finished(draft)} title={draft.title ?? name} shown={shown} onRange={() => {}} />
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
          <KindPicker type={draft.type} onChange={(type) => type !== draft.type && shape(type, draft.query)} />
          {takesQuery && (
            <QueryForm
              type={draft.type}
              query={draft.query ?? {}}
              moment={moment}
              need={need}
              onChange={(query) => (query.in === draft.query?.in ? change({ query }) : shape(draft.type, query))}
            />
          )}
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

function withoutNothing(panel: Panel): Panel {
  return Object.fromEntries(Object.entries(panel).filter(([, value]) => value !== undefined)) as unknown as Panel
}
