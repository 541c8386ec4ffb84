import type { FunctionReport } from '../../../src/model/status-report.ts'
import { Chip, type Tone } from '../design/chip.tsx'
import { useMessages } from '../i18n/messages.ts'
import { texts } from './texts.ts'

const tones: Record<FunctionReport['state'], Tone> = { running: 'ok', idle: 'plain', failed: 'bad' }

export function StateChip({ state }: { state: FunctionReport['state'] }) {
  return <Chip tone={tones[state]}>{useMessages(texts).state(state)}</Chip>
}
