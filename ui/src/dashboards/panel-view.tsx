import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { Panel, PanelAnswer } from '../../../src/model/dashboard.ts'
import { ApiError } from '../client/api.ts'
import { Problem } from '../design/problem.tsx'
import { useMessages } from '../i18n/messages.ts'
import { maybeOutside } from '../lib/frame.ts'
import { isAsked, type ShownAnswer } from './answers.ts'
import classes from './panel-card.module.css'
import { needsQuery, panels } from './panels/index.ts'
import { useLoadedPanel } from './panels/loaded.ts'
import { texts as needTexts } from './panels/need-texts.ts'
import { maybeNeed } from './panels/needs.ts'
import type { PanelProps } from './panels/panel.ts'
import { maybeCells } from './panels/trellis.ts'
import { TrellisView } from './panels/trellis-view.tsx'
import { texts } from './texts.ts'

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
  const { needs } = useMessages(needTexts)
  const View = useLoadedPanel(panel.type)?.View
  const range = useMemo(() => shown?.range ?? { from: 0, until: 0 }, [shown])
  const answer = shown?.answer ?? nothing
  const cells = useMemo(() => maybeCells(panel, answer), [panel, answer])
  const props = { panel, title, answer, range, onRange, onPick, before: shown?.before }
  const outside = useMemo(
    () => (panels[panel.type].isOfRange ? maybeOutside(answer, range) : undefined),
    [panel.type, answer, range],
  )
  const needsRows = needsQuery(panel.type)
  if (needsRows || isAsked(panel)) {
    if (!shown) return <p className={classes.note}>{isAsked(panel) ? t.loading : t.choose}</p>
    if (answer.error) return <Problem error={new ApiError(answer.error)} />
    if (answer.rows?.length === 0 && needsRows) return <p className={classes.note}>{t.empty}</p>
    if (outside) {
      return (
        <div className={classes.note}>
          <p>{t.outside}</p>
          <Button onClick={() => onRange(outside.from, outside.until)}>{t.showThem}</Button>
        </div>
      )
    }
  }
  const need = cells ? undefined : maybeNeed(panel, answer)
  if (need) return <p className={classes.note}>{needs(t[panel.type], panel.type, need)}</p>
  if (!View) return <p className={classes.note}>{t.loading}</p>
  return cells ? <TrellisView {...props} cells={cells} View={View} /> : <View {...props} />
}
