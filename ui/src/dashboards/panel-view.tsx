import { lazy, Suspense, useMemo } from 'react'
import type { Panel, PanelAnswer } from '../../../src/model/dashboard.ts'
import { ApiError } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { isAsked, type ShownAnswer } from './answers.ts'
import classes from './panel-card.module.css'
import { panels } from './panels/index.ts'
import type { PanelProps } from './panels/panel.ts'
import { maybeCells } from './panels/trellis.ts'
import { TrellisView } from './panels/trellis-view.tsx'
import { texts } from './texts.ts'

const views = new Map(
  Object.entries(panels).map(([type, { load }]) => [
    type,
    lazy(async () => ({ default: (await load()).default.View })),
  ]),
)
const nothing: PanelAnswer = {}

interface PanelViewProps {
  readonly panel: Panel
  readonly title: string
  readonly shown: ShownAnswer | undefined
  readonly onRange: PanelProps['onRange']
  readonly onPick?: PanelProps['onPick']
}

/** What a panel shows, or why it shows nothing. */
export function PanelView({ panel, title, shown, onRange, onPick }: PanelViewProps) {
  const t = useMessages(texts)
  const kind = panels[panel.type]
  const View = views.get(panel.type)!
  const range = useMemo(() => shown?.range ?? { from: 0, until: 0 }, [shown])
  const answer = shown?.answer ?? nothing
  const cells = useMemo(() => maybeCells(panel, answer), [panel, answer])
  const props = { panel, title, answer, range, onRange, onPick, before: shown?.before }
  const hasQuery = kind.asks !== 'nothing'
  if (hasQuery || isAsked(panel)) {
    if (!shown) return <p className={classes.note}>{isAsked(panel) ? t.loading : t.empty}</p>
    if (answer.error) return <Problem error={new ApiError(answer.error)} />
    if (answer.rows?.length === 0 && hasQuery) return <p className={classes.note}>{t.empty}</p>
  }
  return (
    <Suspense fallback={<p className={classes.note}>{t.loading}</p>}>
      {cells ? <TrellisView {...props} cells={cells} View={View} /> : <View {...props} />}
    </Suspense>
  )
}
