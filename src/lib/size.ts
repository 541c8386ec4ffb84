import { UserError } from './errors.ts'

const bytes: Record<string, number> = { B: 1, KB: 1 << 10, MB: 1 << 20, GB: 1 << 30, TB: 2 ** 40 }

/** The form of a size, for schemas: a number and a unit. */
export const sizePattern = '^\\d+(\\.\\d+)?(B|KB|MB|GB|TB)$'

/** `64MB` to bytes; the units are powers of 1024. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(B|KB|MB|GB|TB)$/.exec(text)
  if (!match) {
    throw new UserError('invalid', `cannot read size "${text}": expecting a number and a unit`, {
      hint: 'Write it like 512KB, 64MB or 10GB.',
    })
  }
  return Math.floor(Number(match[1]) * bytes[match[2]!]!)
}

/** Bytes for people: `512 B`, `1.4 MB`. */
export function formatBytes(amount: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let unit = 0
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024
    unit++
  }
  return `${unit === 0 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`
}
