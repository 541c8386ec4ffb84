import type { Notice } from '../../model/notice.ts'

/** A notice that says that it is a test, with all that a notice may have. */
export function testNotice(channel: string, project: string, now: Date): Notice {
  const id = `test-${now.getTime().toString(36)}`
  return {
    id,
    incident: id,
    monitor: 'test',
    project,
    state: 'test',
    severity: 'info',
    title: `Channel ${channel} works`,
    text: 'This is a test. Nothing is wrong.',
    time: now.toISOString(),
    facts: [{ name: 'channel', value: channel }],
    rows: { columns: ['place', 'sd'], cells: [['P-04', '0.71']], total: 1 },
    series: {
      name: 'value',
      points: [1, 2, 4, 3, 7].map((value, i) => ({
        time: new Date(now.getTime() - (4 - i) * 60_000).toISOString(),
        value,
      })),
    },
  }
}
