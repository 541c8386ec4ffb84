/** Whether a time lies in a window of planned work; pure. */
import type { MaintenanceWindow } from '../../project/project.ts'

const day_ms = 86_400_000

/** A window that ends the next day has begun yesterday, when it still goes on this morning. */
export function isInWindow({ days, from, until, zone }: MaintenanceWindow, at_ms: number): boolean {
  const today = clockOf(at_ms, zone)
  const isOvernight = until <= from
  if (days.includes(today.day) && today.time >= from && (isOvernight || today.time < until)) return true
  return isOvernight && today.time < until && days.includes(clockOf(at_ms - day_ms, zone).day)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** The day of the week, `mon` to `sun`, and the time of day, `22:05`, in a time zone. */
function clockOf(at_ms: number, zone: string): { readonly day: string; readonly time: string } {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    clocks.set(zone, clock)
  }
  const parts = new Map(clock.formatToParts(at_ms).map(({ type, value }) => [type, value]))
  return { day: parts.get('weekday')!.toLowerCase(), time: `${parts.get('hour')}:${parts.get('minute')}` }
}
