/** A dashboard while it is changed: what is not saved yet is in nobody's way. */
import { useState } from 'react'
import type { Dashboard, DashboardReport, GridPlace, Panel } from '../../../src/model/dashboard.ts'
import { inOrder, type Places, placeBelow, rise } from './grid/layout.ts'
import { gridOf, groupsOf } from './groups.ts'

export interface Draft {
  readonly dashboard: Dashboard
  /** The version that it began with. */
  readonly version: string
  readonly isChanged: boolean
}

export interface DraftChanges {
  readonly place: (places: Places) => void
  readonly put: (name: string, panel: Panel) => void
  readonly duplicate: (name: string, title: string) => void
  readonly remove: (name: string) => void
  /** What it says with other variables or annotations. */
  readonly rewrite: (dashboard: Dashboard) => void
  readonly arrange: (groups: Pick<Dashboard, 'tabs' | 'sections'>) => void
}

export function useDraft(report: DashboardReport) {
  const [draft, setDraft] = useState<Draft>()
  const change = (act: (dashboard: Dashboard) => Dashboard) =>
    setDraft((old) => {
      const { dashboard, version } = old ?? report
      return { dashboard: act(dashboard), version, isChanged: true }
    })
  const changes: DraftChanges = {
    place: (places) => change((old) => withPlaces(old, places)),
    put: (name, panel) => change((old) => withPlaces({ ...old, panels: { ...old.panels, [name]: panel } })),
    duplicate: (name, title) =>
      change((old) => {
        const panel = old.panels[name]!
        const copy = { ...panel, title, at: placeBelow(gridOf(old, panel), panel.at.w, panel.at.h) }
        return withPlaces({ ...old, panels: { ...old.panels, [freeName(old, name)]: copy } })
      }),
    remove: (name) =>
      change((old) => {
        const { [name]: _, ...panels } = old.panels
        return withPlaces({ ...old, panels })
      }),
    rewrite: (dashboard) => change(() => dashboard),
    arrange: (groups) => change((old) => withPlaces(arranged(old, groups))),
  }
  return {
    draft,
    changes,
    begin: () => setDraft({ dashboard: report.dashboard, version: report.version, isChanged: false }),
    end: () => setDraft(undefined),
  }
}

export function placesOf({ panels }: Dashboard): Places {
  return Object.fromEntries(Object.entries(panels).map(([name, { at }]) => [name, at]))
}

/** A name that no panel has. */
export function freeName({ panels }: Dashboard, wanted: string): string {
  const base = wanted.replace(/_\d+$/, '')
  let name = base
  for (let i = 2; Object.hasOwn(panels, name); i++) name = `${base}_${i}`
  return name
}

/** The order in which panels stand in the file stays as it is; those of each grid move up. */
function withPlaces(dashboard: Dashboard, moved: Places = {}): Dashboard {
  const all: Record<string, GridPlace> = { ...placesOf(dashboard), ...moved }
  const tabs = Object.keys(dashboard.tabs ?? {})
  for (const tab of tabs.length > 0 ? tabs : [undefined]) {
    for (const { names } of groupsOf(dashboard, tab)) {
      Object.assign(all, rise(Object.fromEntries(names.map((name) => [name, all[name]!]))))
    }
  }
  const panels = Object.entries(dashboard.panels).map(([name, panel]) => [name, { ...panel, at: all[name]! }])
  return { ...dashboard, panels: Object.fromEntries(panels) }
}

/** What stood on a tab or in a section that is gone stands above all. */
function arranged(dashboard: Dashboard, { tabs = {}, sections = {} }: Pick<Dashboard, 'tabs' | 'sections'>): Dashboard {
  const { tabs: _, sections: __, ...rest } = dashboard
  const panels = Object.entries(rest.panels).map(([name, { tab, section, ...panel }]) => {
    const isInSection = section !== undefined && Object.hasOwn(sections, section)
    const isOnTab = !isInSection && tab !== undefined && Object.hasOwn(tabs, tab)
    return [name, { ...panel, ...(isInSection ? { section } : {}), ...(isOnTab ? { tab } : {}) }]
  })
  return {
    ...rest,
    ...(Object.keys(tabs).length > 0 ? { tabs } : {}),
    ...(Object.keys(sections).length > 0 ? { sections } : {}),
    panels: Object.fromEntries(panels),
  }
}

export function firstName(dashboard: Dashboard): string {
  return freeName(dashboard, `panel_${inOrder(placesOf(dashboard)).length + 1}`)
}
