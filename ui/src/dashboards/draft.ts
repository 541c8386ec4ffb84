/** A dashboard while it is changed: what is not saved yet is in nobody's way. */
import { useState } from 'react'
import type { Dashboard, DashboardReport, Panel } from '../../../src/model/dashboard.ts'
import { inOrder, type Places, placeBelow, rise } from './grid/layout.ts'

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
        const copy = { ...panel, title, at: placeBelow(placesOf(old), panel.at.w, panel.at.h) }
        return withPlaces({ ...old, panels: { ...old.panels, [freeName(old, name)]: copy } })
      }),
    remove: (name) =>
      change((old) => {
        const { [name]: _, ...panels } = old.panels
        return withPlaces({ ...old, panels })
      }),
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

/** The order in which panels stand in the file stays as it is. */
function withPlaces(dashboard: Dashboard, places = placesOf(dashboard)): Dashboard {
  const settled = rise(places)
  const panels = Object.entries(dashboard.panels).map(([name, panel]) => [name, { ...panel, at: settled[name]! }])
  return { ...dashboard, panels: Object.fromEntries(panels) }
}

export function firstName(dashboard: Dashboard): string {
  return freeName(dashboard, `panel_${inOrder(placesOf(dashboard)).length + 1}`)
}
