/** Schedules as people say them, and as the project file writes them. */

/** `own` is written by hand: a cron expression, or `every 6h`. */
export const rhythms = ['daily', 'workdays', 'weekly', 'monthly', 'own'] as const
export type Rhythm = (typeof rhythms)[number]

export interface ScheduleChoice {
  readonly rhythm: Rhythm
  /** `08:00`. */
  readonly clock: string
  /** As cron counts them: Sunday is 0. */
  readonly weekday: number
  readonly written: string
}

export const usualChoice: ScheduleChoice = { rhythm: 'weekly', clock: '08:00', weekday: 1, written: '0 8 * * 1' }

/** What an expression says; what is no rhythm of ours is one of their own. */
export function choiceOf(written: string): ScheduleChoice {
  const found = /^(\d{1,2}) (\d{1,2}) (\*|1) \* (\*|1-5|[0-7])$/.exec(written.trim())
  if (!found) return { ...usualChoice, rhythm: 'own', written }
  const [, minute, hour, day, week] = found
  const clock = `${hour!.padStart(2, '0')}:${minute!.padStart(2, '0')}`
  const said = (rhythm: Rhythm, weekday = usualChoice.weekday) => ({ rhythm, clock, weekday, written })
  if (Number(hour) > 23 || Number(minute) > 59) return { ...usualChoice, rhythm: 'own', written }
  if (day === '1') return week === '*' ? said('monthly') : { ...usualChoice, rhythm: 'own', written }
  if (week === '*') return said('daily')
  return week === '1-5' ? said('workdays') : said('weekly', Number(week) % 7)
}

export function writtenOf({ rhythm, clock, weekday, written }: ScheduleChoice): string {
  const [hour = 8, minute = 0] = clock.split(':').map(Number)
  const at = `${minute} ${hour}`
  switch (rhythm) {
    case 'daily':
      return `${at} * * *`
    case 'workdays':
      return `${at} * * 1-5`
    case 'weekly':
      return `${at} * * ${weekday}`
    case 'monthly':
      return `${at} 1 * *`
    case 'own':
      return written.trim()
  }
}
