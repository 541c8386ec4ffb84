import type { ViewReport } from '../../../src/model/view-report.ts'
import { Chip, type Tone } from '../design/chip.tsx'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

const tones: Record<ViewReport['state'], Tone> = {
  fresh: 'ok',
  due: 'accent',
  refreshing: 'accent',
  waiting: 'plain',
  resting: 'plain',
  left: 'warn',
  failed: 'bad',
}

/** That it is a view, and how it fares. */
export function ViewChip({ state }: { state: ViewReport['state'] }) {
  const t = useMessages(texts)
  return (
    <Chip tone={tones[state]}>
      {t.view} · {t.viewState(state)}
    </Chip>
  )
}
