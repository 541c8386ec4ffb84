import type { DatasetDetail } from '../../../src/model/dataset-detail.ts'
import { formatBytes, formatNumber } from '../i18n/format.ts'
import type { DataTexts } from './texts.ts'

const hour_ms = 3_600_000
const day_ms = 24 * hour_ms
const year_ms = 365 * day_ms

/** How long records are kept, and how many bytes of them. */
export function retentionText({ view, retention_ms, retention_bytes, stream }: DatasetDetail, t: DataTexts): string {
  const parts = [
    retention_ms === undefined ? '' : timeText(retention_ms, t),
    retention_bytes === undefined ? '' : formatBytes(retention_bytes),
  ].filter(Boolean)
  if (parts.length > 0) return parts.join(', ')
  return view || stream === undefined ? '' : t.forEver
}

function timeText(ms: number, t: DataTexts): string {
  const [size, word] =
    ms % year_ms === 0 ? [year_ms, t.years] : ms % day_ms === 0 ? [day_ms, t.days] : ([hour_ms, t.hours] as const)
  return word(ms / size, formatNumber(ms / size, 1))
}
