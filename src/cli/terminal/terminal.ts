import type { ReadStream, WriteStream } from 'node:tty'
import pc from 'picocolors'
import { formatTable, type TableColumn } from '../../lib/table.ts'

/** What a command reads and writes, passed in: streams, environment, folder, and the wish to stop. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>>
  readonly stdout: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>
  readonly stderr: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly folder: string
}

export type Colors = ReturnType<typeof pc.createColors>

/** The colours of a stream: none when piped, when NO_COLOR is set (no-color.org), or on a terminal that is dumb. */
export function colorsOf(terminal: Terminal, stream: 'stdout' | 'stderr' = 'stdout'): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = terminal.env
  const wanted = FORCE_COLOR !== undefined && FORCE_COLOR !== '0'
  return pc.createColors(!NO_COLOR && (wanted || (terminal[stream].isTTY === true && TERM !== 'dumb')))
}

/** Writes and waits while the reader is slower than we are; for one that has gone there is nothing to wait for. */
export async function print({ stdout }: Terminal, text: string | Uint8Array): Promise<void> {
  if (stdout.write(text)) return
  await new Promise<void>((resolve) => {
    const goOn = () => {
      for (const event of ['drain', 'error', 'close']) stdout.off(event, goOn)
      resolve()
    }
    for (const event of ['drain', 'error', 'close']) stdout.on(event, goOn)
  })
}

/** JSON for programs: one value, a list with one element a line. */
export function formatJson(value: unknown): string {
  if (!Array.isArray(value)) return `${JSON.stringify(value)}\n`
  return value.length === 0 ? '[]\n' : `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`
}

export function printJson(terminal: Terminal, value: unknown): Promise<void> {
  return print(terminal, formatJson(value))
}

/** Aligned columns; fitted to the terminal's width, and whole when piped. */
export function formatTableFor(
  terminal: Terminal,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  otherwise = '--json',
): string {
  return formatTable(columns, rows, { width: widthOf(terminal), paintTitle: colorsOf(terminal).bold, otherwise })
}

/** The width of the terminal; none when piped. */
export function widthOf({ stdout }: Terminal): number | undefined {
  return stdout.isTTY ? stdout.columns : undefined
}

export function printTable(
  terminal: Terminal,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  return print(terminal, formatTableFor(terminal, columns, rows))
}

/** A line beside the result that its reader needs to know, so it is told to logs of programs too. */
export function tell(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`)
}

/** A line beside the result, for whoever looks on: nothing when the result's reader is a program. */
export function note(terminal: Terminal, text: string): void {
  if (terminal.stderr.isTTY) terminal.stderr.write(`${colorsOf(terminal, 'stderr').dim(text)}\n`)
}
