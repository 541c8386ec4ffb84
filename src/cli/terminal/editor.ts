/** Texts of records in the user's editor: each below a line that names it, so that lines may be changed, broken and removed. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../../lib/errors.ts'
import type { RejectedReport } from '../../model/rejected-report.ts'
import type { Terminal } from './terminal.ts'

/** Resolves with the texts that were changed, by offset. */
export async function editTexts(terminal: Terminal, records: readonly RejectedReport[]): Promise<Map<number, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'caudal-edit-'))
  const path = join(folder, 'records.jsonl')
  try {
    await writeFile(path, formatTexts(records), { mode: 0o600 })
    await openEditor(terminal, path)
    return parseTexts(await readFile(path, 'utf8'), records)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const head =
  '# Correct the records below, save, and leave the editor. What you leave as it is, or remove, stays rejected.\n'

export function formatTexts(records: readonly RejectedReport[]): string {
  return head + records.map(({ id, reason, text }) => `\n# ${id}  ${oneLine(reason ?? '')}\n${text ?? ''}\n`).join('')
}

export function parseTexts(content: string, records: readonly RejectedReport[]): Map<number, string> {
  const offsets = new Map(records.map(({ id, offset }) => [id, offset]))
  const texts = new Map<number, string>()
  let offset: number | undefined
  for (const line of content.split('\n')) {
    const named = offsets.get(/^# (\S+)(?: |$)/.exec(line)?.[1] ?? '')
    if (named !== undefined) offset = named
    else if (offset !== undefined) texts.set(offset, `${texts.get(offset) ?? ''}${line}\n`)
  }
  const before = new Map(records.map(({ offset, text }) => [offset, text?.trim() ?? '']))
  const trimmed = [...texts].map(([at, text]) => [at, text.trim()] as const)
  return new Map(trimmed.filter(([at, text]) => text !== '' && text !== before.get(at)))
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function openEditor({ env, folder }: Terminal, path: string): Promise<void> {
  const editor = env.VISUAL || env.EDITOR || 'vi'
  return new Promise((resolve, reject) => {
    // The variable may hold options, so that a shell reads it.
    const child = spawn('sh', ['-c', `${editor} "$1"`, 'sh', path], { stdio: 'inherit', cwd: folder, env: { ...env } })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) return resolve()
      reject(
        new UserError('invalid', `cannot edit the records: "${editor}" ended with ${code}`, {
          hint: 'Nothing was replayed. Name another editor in EDITOR.',
        }),
      )
    })
  })
}
