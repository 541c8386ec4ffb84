import type { MonitorReport } from '../../../src/model/monitor-report.ts'
import { Chip, type Tone } from '../design/chip.tsx'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

const tones: Record<MonitorReport['state'], Tone> = {
  ok: 'ok',
  pending: 'warn',
  no_data: 'warn',
  firing: 'bad',
  error: 'bad',
}

export function StateChip({ state }: { state: MonitorReport['state'] }) {
  return <Chip tone={tones[state]}>{useMessages(texts).state(state)}</Chip>
}
