import { formatPercent } from '../i18n/format.ts'

const least = 0.001

/** A share in per cent; the least of them is more than nothing. */
export function shareText(share: number): string {
  return share > 0 && share < least ? `<${formatPercent(least)}` : formatPercent(share)
}
