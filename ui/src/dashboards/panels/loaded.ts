/**
 * The code of the kinds of panels, as far as it is there. Not by `lazy`: React shows what it waited for at most every 300 ms, so that each
 * kind of a dashboard would come so much later than the one before.
 */
import { useEffect, useState } from 'react'
import type { PanelType } from '../../../../src/model/dashboard.ts'
import { panels } from './index.ts'
import type { PanelKind } from './panel.ts'

const loaded = new Map<PanelType, PanelKind>()

export async function loadPanel(type: PanelType): Promise<PanelKind> {
  const kind = loaded.get(type) ?? (await panels[type].load()).default
  loaded.set(type, kind)
  return kind
}

/** Undefined until it is there. Throws what kept it from coming. */
export function useLoadedPanel(type: PanelType): PanelKind | undefined {
  const [problem, setProblem] = useState<{ readonly error: unknown }>()
  const [, setKind] = useState<PanelKind>()
  const kind = loaded.get(type)
  useEffect(() => {
    if (kind) return
    let isWanted = true
    loadPanel(type).then(
      (kind) => isWanted && setKind(kind),
      (error: unknown) => isWanted && setProblem({ error }),
    )
    return () => {
      isWanted = false
    }
  }, [type, kind])
  if (problem && !kind) throw problem.error
  return kind
}
