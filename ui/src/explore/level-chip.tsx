import { Chip, type Tone } from '../design/chip.tsx'

const tones: readonly (readonly [RegExp, Tone])[] = [
  [/^(error|err|fatal|critical|crit|alert|emergency|panic|severe)$/i, 'bad'],
  [/^(warn|warning)$/i, 'warn'],
  [/^(info|notice|ok)$/i, 'plain'],
]

/** The level of a record, in the colour of what it means. */
export function LevelChip({ level }: { level: unknown }) {
  if (typeof level !== 'string' && typeof level !== 'number') return null
  const text = String(level)
  return <Chip tone={tones.find(([form]) => form.test(text))?.[1] ?? 'plain'}>{text.toLowerCase()}</Chip>
}
