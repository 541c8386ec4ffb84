/** Who saw, exported and changed what: records of the stream `_audit`, which Caudal alone writes, and of the dataset of that name. */
import { parseDuration } from '../../lib/duration.ts'
import { batchOf } from '../../model/batch.ts'
import type { ProjectDataset, ProjectStream } from '../../project/project.ts'
import type { Stream } from '../../streams/stream.ts'
import { auditLog } from '../access.ts'

const retention_ms = parseDuration('1y')

export const auditStream: ProjectStream = { name: auditLog, partitions: 1, retention_ms }

export const auditDataset: ProjectDataset = {
  name: auditLog,
  from: auditLog,
  // Declared, so that there is something to ask before the first record came.
  fields: {
    who: 'string',
    role: 'string',
    company: 'string',
    action: 'string',
    route: 'string',
    what: 'string',
    query: 'string',
    status: 'integer',
    address: 'string',
    agent: 'string',
  },
  retention_ms,
}

/** `refused` is what somebody asked for who may not. */
export type AuditAction = 'saw' | 'exported' | 'changed' | 'refused' | 'logged_in' | 'login_failed'

export interface AuditEntry {
  /** Absent for a name that nobody has: it may be a password in the wrong place. */
  readonly who?: string | undefined
  readonly role?: string | undefined
  readonly company?: string | undefined
  readonly action: AuditAction
  /** `POST /api/sql` */
  readonly route: string
  /** The names in the path and in the request: datasets, people, monitors. */
  readonly what?: string | undefined
  /** SQL or KQL. */
  readonly query?: string | undefined
  readonly status: number
  readonly address: string
  readonly agent?: string | undefined
}

/** What somebody goes on looking at, as a page does that asks again every few seconds, is told once in this time. */
const sight_ms = parseDuration('10m')
/** So many sights are remembered; one that is forgotten is told again. */
const mostSights = 10_000

const flush_ms = 200
/** Kept while the stream cannot take them; older ones go first. */
const mostWaiting = 100_000

export class Audit {
  readonly #redact: (text: string) => string
  #waiting: object[] = []
  #stream: Stream | undefined
  #timer: NodeJS.Timeout | undefined
  #writing = Promise.resolve()
  /** When each was told, the latest last. */
  readonly #sights = new Map<string, number>()

  constructor(redact: (text: string) => string) {
    this.#redact = redact
  }

  attach(stream: Stream): void {
    this.#stream = stream
    this.#flush()
  }

  note({ query, ...entry }: AuditEntry): void {
    if (entry.action === 'saw' && this.#isStillSeen(JSON.stringify([entry, query]))) return
    const text = query === undefined ? {} : { query: this.#redact(query).slice(0, 10_000) }
    this.#waiting.push({ _time: new Date().toISOString(), ...entry, ...text })
    if (this.#waiting.length > mostWaiting) this.#waiting.shift()
    this.#timer ??= setTimeout(() => this.#flush(), flush_ms).unref()
  }

  #isStillSeen(sight: string): boolean {
    const now = performance.now()
    const told = this.#sights.get(sight)
    if (told !== undefined && now - told < sight_ms) return true
    this.#sights.delete(sight)
    this.#sights.set(sight, now)
    if (this.#sights.size > mostSights) this.#sights.delete(this.#sights.keys().next().value!)
    return false
  }

  async close(): Promise<void> {
    this.#flush()
    await this.#writing
    this.#stream = undefined
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const records = this.#waiting
    if (!this.#stream || records.length === 0) return
    this.#waiting = []
    const { bytes, count } = batchOf(records)
    this.#writing = this.#stream.append([{ origin: { source: auditLog }, bytes, count }]).then(
      () => {},
      // On a full disk they wait for the next one.
      () => {
        this.#waiting = [...records, ...this.#waiting].slice(-mostWaiting)
      },
    )
  }
}
