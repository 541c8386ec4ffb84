import { mkdirSync } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { systemCode, UserError } from '../../lib/errors.ts'
import { quoteText } from '../../lib/sql-text.ts'

/** A row of a result, its values as JSON would have them; 64-bit integers are texts. */
export type Row = Record<string, unknown>

const look_ms = 2000

/**
 * DuckDB connections of one instance, each used by one task at a time. While it is busy it keeps the memory that it
 * has freed: taking it from the system anew, page by page, costs a tenth of the work. Otherwise it gives it back.
 */
export class Duck {
  readonly #instance: DuckDBInstance
  readonly #free: DuckDBConnection[]
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = []
  readonly #looking: NodeJS.Timeout
  /** Of all tasks since the last look. */
  #worked_ms = 0
  #keepsMemory = false

  private constructor(instance: DuckDBInstance, connections: DuckDBConnection[]) {
    this.#instance = instance
    this.#free = connections
    this.#looking = setInterval(() => this.#look(), look_ms).unref()
  }

  static async open(options: { connections: number; threads: number; memory: string; spill: string }): Promise<Duck> {
    mkdirSync(options.spill, { recursive: true })
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(options.threads),
      memory_limit: options.memory,
      temp_directory: options.spill,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allocator_background_threads: 'true',
    })
    const connections: DuckDBConnection[] = []
    for (let i = 0; i < options.connections; i++) {
      const connection = await instance.connect()
      // Texts without an offset are UTC.
      await connection.run(`set TimeZone = 'UTC'`)
      connections.push(connection)
    }
    return new Duck(instance, connections)
  }

  async use<Result>(task: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const connection = this.#free.pop() ?? (await new Promise<DuckDBConnection>((take) => this.#waiting.push(take)))
    const since = performance.now()
    try {
      return await task(connection)
    } finally {
      this.#worked_ms += performance.now() - since
      const next = this.#waiting.shift()
      if (next) next(connection)
      else this.#free.push(connection)
    }
  }

  /** The background threads of the allocator are what gives memory back. */
  #look(): void {
    const isBusy = this.#worked_ms > look_ms / 4
    this.#worked_ms = 0
    if (isBusy === this.#keepsMemory) return
    this.#keepsMemory = isBusy
    void this.use((connection) => connection.run(`set allocator_background_threads = ${!isBusy}`))
  }

  close(): void {
    clearInterval(this.#looking)
    for (const connection of this.#free) connection.closeSync()
    this.#instance.closeSync()
  }
}

export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson()
}

/** Whether the machine failed, not the data: a full disk, no memory. Trying again later helps, another way to read does not. */
export function isMachineFailure(error: unknown): boolean {
  if (systemCode(error) !== undefined) return true
  return error instanceof Error && /^(IO|Out of Memory|FATAL|INTERNAL|Interrupt)\b/i.test(error.message)
}

/** DuckDB answers nothing any more after such an error. */
export function isFatal(error: unknown): boolean {
  return error instanceof Error && /^(FATAL|INTERNAL)\b/.test(error.message)
}

export function unavailable(what: string, cause: unknown): UserError {
  const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
  return new UserError('unavailable', `cannot store records of dataset "${what}": ${why}`, {
    hint: 'It is tried again; see that the disk has space and is not failing.',
    cause,
  })
}

/** The files as one table with one column per field id, whatever the names, types and columns that each file has. */
export function readParquet(
  paths: readonly string[],
  columns: readonly { readonly id: number; readonly name: string; readonly type: string }[],
  /** With where each row lies: `filename` and `file_row_number`. */
  withPlaces = false,
): string {
  const schema = columns.map(
    ({ id, name, type }) => `${id}: {name: ${quoteText(name)}, type: ${quoteText(type)}, default_value: NULL}`,
  )
  const places = withPlaces ? ', filename = true, file_row_number = true' : ''
  return `read_parquet([${paths.map(quoteText).join(', ')}], schema = MAP {${schema.join(', ')}}${places})`
}
