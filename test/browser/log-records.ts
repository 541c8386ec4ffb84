import { randomFrom } from '../../src/lib/random.ts'

const messages = [
  ['error', 'PDOException: cannot connect to mysql at 10.0.3.17:3306 (timed out after 5 s)'],
  ['error', 'Upload of receipt 8841-A failed: cannot connect to s3 (503 Slow Down)'],
  ['warning', 'Redis: cannot connect to session store, falling back to the database'],
  ['info', 'GET /api/v2/tickets?company=207 200 in 31 ms'],
  ['info', 'Job SendMonthlyReport finished'],
  ['info', 'User 10482 signed in from 83.44.12.9'],
  ['debug', 'Cache miss for key tickets:207'],
] as const
const services = ['api', 'api', 'api', 'worker', 'web']

/** The log of a small company over the last day, the same for the same number: most of it fine, an hour of it not. */
export function logRecords(count: number, until: Date): Record<string, unknown>[] {
  const draw = randomFrom(7)
  return Array.from({ length: count }, (_, i) => {
    const age_s = Math.floor((i / count) * 86_400)
    const isBadHour = age_s > 9_000 && age_s < 12_600
    const at = isBadHour ? Math.floor(draw() * 3) : Math.floor(draw() * messages.length * 1.6)
    const [level, message] = messages[at] ?? messages[3]
    return {
      time: new Date(until.getTime() - age_s * 1000 - Math.floor(draw() * 1000)).toISOString(),
      level,
      service: services[Math.floor(draw() * services.length)],
      message,
      status: level === 'error' ? 500 : 200,
      duration_ms: Math.floor(draw() * 900),
      trace_id: Math.floor(draw() * 2 ** 48).toString(16),
      ...(draw() < 0.3 ? { company: draw() < 0.5 ? 'Norte S.L.' : 'Río & Hijos' } : {}),
      http: { method: draw() < 0.8 ? 'GET' : 'POST', path: '/api/v2/tickets' },
    }
  })
}
