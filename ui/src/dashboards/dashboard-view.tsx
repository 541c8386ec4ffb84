import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { Dashboard, DashboardReport, Panel, PanelLink } from '../../../src/model/dashboard.ts'
import { useKeys } from '../app/keys.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { SqlModal } from '../design/sql-modal.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Marks, useAnnotations } from './annotations.ts'
import { ArrangeModal } from './arrange-modal.tsx'
import { useComparedAnswers } from './compared-answers.ts'
import { DashboardBar } from './dashboard-bar.tsx'
import { DashboardPanels } from './dashboard-panels.tsx'
import classes from './dashboard-view.module.css'
import { firstName, useDraft } from './draft.ts'
import { EditBar } from './edit-bar.tsx'
import { FilterBar, withFilters } from './filter-bar.tsx'
import { fillScreen, useScreenGivenBack } from './full-screen.ts'
import type { Handles } from './grid/grid.tsx'
import { placeBelow } from './grid/layout.ts'
import { gridOf, tabOf } from './groups.ts'
import { useMoment } from './moment.ts'
import { PanelCard } from './panel-card.tsx'
import type { Pick } from './panels/panel.ts'
import { PickMenu } from './pick-menu.tsx'
import { useSeen } from './seen.ts'
import { useDashboardState } from './state.ts'
import { TabsBar } from './tabs-bar.tsx'
import { texts } from './texts.ts'
import { title } from './title.ts'
import { VariablesBar } from './variables-bar.tsx'

const PanelEditor = lazy(() => import('./edit/panel-editor.tsx'))
const VariablesModal = lazy(() => import('./edit/variables-modal.tsx'))
const AnnotationsModal = lazy(() => import('./edit/annotations-modal.tsx'))

/** A dashboard as it is, or as somebody is changing it. */
export function DashboardView({ report }: { report: DashboardReport }) {
  const t = useMessages(texts)
  const { title: place } = useMessages(title)
  const { draft, changes, begin, end } = useDraft(report)
  const dashboard = draft?.dashboard ?? report.dashboard
  const [state, change] = useDashboardState(dashboard)
  const { moment, askAgain, note: noteBusy } = useMoment(report.name, state)
  const { seen, note } = useSeen()
  const saved = draft ? undefined : report.name
  const { answers, isBusy } = useComparedAnswers(dashboard.panels, seen, moment, saved, state.compare)
  useEffect(() => noteBusy(isBusy), [noteBusy, isBusy])
  const [hidden, setHidden] = useState<readonly string[]>([])
  const marks = useAnnotations(saved, dashboard, hidden, moment)
  const [picked, setPicked] = useState<{ readonly pick: Pick; readonly links: readonly PanelLink[] }>()
  const [isArranging, setArranging] = useState(false)
  const [writing, setWriting] = useState<'variables' | 'annotations'>()
  const tab = tabOf(dashboard, state.tab)
  const [sql, setSql] = useState<string>()
  const [edited, setEdited] = useState<{ readonly name: string; readonly panel: Panel }>()
  const navigate = useNavigate()
  const isFull = Object.hasOwn(dashboard.panels, state.full)

  const showOnTv = (isTv: boolean) => {
    fillScreen(isTv)
    change({ isTv })
  }
  useScreenGivenBack(() => state.isTv && change({ isTv: false }))

  useKeys(place, [
    { key: 'e', does: t.editKey, act: () => report.editable && !draft && begin() },
    { key: 'r', does: t.againKey, act: askAgain },
    { key: 'f', does: t.tvKey, act: () => showOnTv(!state.isTv) },
    {
      key: 'Escape',
      does: t.back,
      act: () => {
        if (state.isTv) showOnTv(false)
        else if (state.full !== '') change({ full: '' })
      },
    },
  ])

  const onRange = (from: number, until: number) =>
    change({ from: new Date(from).toISOString(), to: new Date(until).toISOString() })
  const explore = ({ query }: Panel) => {
    if (!query?.in) return undefined
    const search = { in: query.in, ...(query.kql ? { q: query.kql } : {}), from: state.from, to: state.to }
    return () => void navigate({ to: '/explore', search })
  }
  const card = (name: string, handles: Handles | undefined) => {
    const panel = dashboard.panels[name]!
    const may = report.editable
    return (
      <PanelCard
        name={name}
        panel={panel}
        shown={answers.get(name)}
        handles={handles}
        onRange={onRange}
        onPick={draft ? undefined : (pick) => setPicked({ pick, links: panel.links ?? [] })}
        onSeen={(isSeen) => note(name, isSeen)}
        actions={{
          onFull: () => change({ full: isFull ? '' : name }),
          onSql: setSql,
          onExplore: explore(panel),
          onEdit: may ? () => setEdited({ name, panel }) : undefined,
          onDuplicate: may ? () => changes.duplicate(name, t.copyOf(panel.title ?? name)) : undefined,
          onRemove: may ? () => changes.remove(name) : undefined,
        }}
      />
    )
  }
  const add = () => {
    const where = tab === undefined ? {} : { tab }
    const at = placeBelow(gridOf(dashboard, where), 6, 6)
    const panel: Panel = { type: 'line', at, ...where, query: { measure: 'count', every: 'auto' } }
    setEdited({ name: firstName(dashboard), panel })
  }
  const written = {
    name: report.name,
    dashboard,
    moment,
    onApply: (next: Dashboard) => {
      changes.rewrite(next)
      setWriting(undefined)
    },
    onClose: () => setWriting(undefined),
  }
  const isEmpty = Object.keys(dashboard.panels).length === 0
  return (
    <div className={classes.view} data-tv={state.isTv || undefined}>
      <DashboardBar
        report={report}
        state={state}
        change={change}
        onAgain={askAgain}
        isBusy={isBusy}
        onEdit={draft ? undefined : begin}
        onTv={() => showOnTv(true)}
      />
      {draft && (
        <EditBar
          report={report}
          draft={draft}
          onAdd={add}
          onArrange={() => setArranging(true)}
          onVariables={() => setWriting('variables')}
          onAnnotations={() => setWriting('annotations')}
          onEnd={end}
        />
      )}
      <div className={classes.choices}>
        <VariablesBar saved={saved} dashboard={dashboard} state={state} moment={moment} change={change} />
        <FilterBar
          dashboard={dashboard}
          filters={state.filters}
          onChange={(filters) => change({ filters })}
          hidden={hidden}
          onHidden={setHidden}
        />
      </div>
      {!isFull && <TabsBar tabs={dashboard.tabs ?? {}} shown={tab} onShow={(one) => change({ tab: one }, true)} />}
      {isEmpty && (
        <EmptyState
          title={dashboard.title}
          action={
            report.editable && (
              <Button variant="filled" leftSection={<Plus size={14} />} onClick={add}>
                {t.add}
              </Button>
            )
          }
        />
      )}
      <Marks value={marks}>
        {isFull ? (
          <div className={classes.full} data-full>
            {card(state.full, undefined)}
          </div>
        ) : (
          <DashboardPanels dashboard={dashboard} tab={tab} onPlaces={draft ? changes.place : undefined} card={card} />
        )}
      </Marks>
      {picked && (
        <PickMenu
          pick={picked.pick}
          links={picked.links}
          onFilter={(some) => change({ filters: withFilters(state.filters, some) })}
          onClose={() => setPicked(undefined)}
        />
      )}
      {isArranging && (
        <ArrangeModal
          dashboard={dashboard}
          onApply={(groups) => {
            changes.arrange(groups)
            setArranging(false)
          }}
          onClose={() => setArranging(false)}
        />
      )}
      {sql !== undefined && (
        <SqlModal sql={sql} title={t.sqlTitle} hint={t.sqlHint} onClose={() => setSql(undefined)} />
      )}
      <Suspense>
        {writing === 'variables' && <VariablesModal {...written} />}
        {writing === 'annotations' && <AnnotationsModal {...written} />}
        {edited && (
          <PanelEditor
            panel={edited.panel}
            name={edited.name}
            dashboard={dashboard}
            moment={moment}
            onApply={(panel) => {
              changes.put(edited.name, panel)
              setEdited(undefined)
            }}
            onClose={() => setEdited(undefined)}
          />
        )}
      </Suspense>
    </div>
  )
}
