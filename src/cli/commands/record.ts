import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { systemCode, UserError } from '../../lib/errors.ts'
import { parseJson, recordText } from '../../model/record.ts'
import type { Recording, Replacement } from '../../model/recording.ts'
import type { WrittenCaseFile } from '../../project/functions/case-file.ts'
import type { CaseTable } from '../../project/functions/case-tables.ts'
import type { ProjectFunction } from '../../project/project.ts'
import { defineCommand } from '../command.ts'
import type { Client } from '../connection/client.ts'
import { findProject } from '../connection/connection.ts'
import { openProjectClient } from '../connection/resting-project.ts'
import { formatCount } from '../terminal/quantity.ts'
import { print, printJson, type Terminal, tell } from '../terminal/terminal.ts'

export default defineCommand({
  name: 'record',
  summary: 'Makes a fixture, or a case for a function, from the latest records of a stream or dataset.',
  description:
    'Fields that the stream declares as private, those of --redact, secrets, e-mail addresses, card numbers and tokens are replaced by ' +
    'others of the same shape; what was replaced is told. A case has what the function gives for the records today.',
  arguments: [{ name: 'from', summary: 'The stream or dataset.' }],
  options: {
    last: { type: 'number', short: 'n', summary: 'This many of the latest; 20 by default.' },
    where: { type: 'string', value: 'kql', summary: 'Only records that match.' },
    redact: { type: 'string', value: 'field', multiple: true, summary: 'A field whose values are replaced.' },
    to: {
      type: 'string',
      value: 'file',
      summary: 'A new file: .ndjson for a fixture, .yaml for a case; without one the records are printed.',
      completes: 'file',
    },
    function: {
      type: 'string',
      value: 'name',
      summary: 'Of a case: the function; the one that reads the stream by default.',
    },
  },
  examples: [
    { line: 'caudal record readings_raw --last 5', summary: 'Five records, as JSON lines' },
    {
      line: "caudal record readings_raw --where 'place:P-04' --to tests/p04.yaml",
      summary: 'A case of the function that reads them',
    },
    { line: 'caudal record orders --redact name --to fixtures/orders.ndjson', summary: 'A fixture without names' },
  ],
  async run({ args, options, globals, terminal }) {
    const { to, where = '', last = 20, redact } = options
    const format = to === undefined ? '.ndjson' : extname(to).replace('.yml', '.yaml').replace('.jsonl', '.ndjson')
    if (format !== '.ndjson' && format !== '.yaml') {
      throw new UserError('invalid', `cannot record to "${to}": expecting a file that ends in .ndjson or .yaml`, {
        hint: 'Write it like --to fixtures/orders.ndjson, or --to tests/orders.yaml.',
      })
    }
    await using project = await openProjectClient(globals, terminal)
    const order = { from: args.from, last, kql: where, redact }
    const recording = await recordingOf(project.client, order)
    const { records, replaced } = recording
    if (records.length === 0) {
      throw new UserError('not_found', `cannot record from "${args.from}": no record matches`, {
        hint: 'See what is there: caudal tail',
      })
    }
    const lines = records.map((record) => `${recordText(record)}\n`).join('')
    if (to === undefined) {
      if (globals.json) return print(terminal, `${recordText({ ...recording })}\n`)
      await print(terminal, lines)
    } else {
      const folder = await findProject(resolve(terminal.folder, globals.project ?? '.'))
      const file = folder === undefined ? resolve(terminal.folder, to) : join(folder, to)
      const content = format === '.ndjson' ? lines : await caseOf(recording, options.function, folder, terminal)
      await writeNew(file, to, content)
      if (globals.json)
        await printJson(terminal, { file: relative(terminal.folder, file), records: records.length, replaced })
      else await print(terminal, `recorded ${formatCount(records.length, 'record')} to ${to}\n`)
    }
    if (!globals.json) tellReplaced(replaced, terminal)
  },
})

async function recordingOf(client: Client, order: object): Promise<Recording> {
  const answer = await client.request({ method: 'POST', path: '/api/record', body: order })
  return parseJson(await text(answer), true) as Recording
}

/** A case for what the function gives today, whatever that is: its author judges it. */
async function caseOf(
  { name, kind, records }: Recording,
  wanted: string | undefined,
  folder: string | undefined,
  terminal: Terminal,
): Promise<string> {
  if (folder === undefined) {
    throw new UserError('not_found', 'cannot write a case: there is no project in this folder', {
      hint: 'Go to the folder of the project, or name it: --project <dir>',
    })
  }
  const { openProject } = await import('../../project/index.ts')
  const { caseFileText } = await import('../../project/functions/case-file.ts')
  const { tryFunction } = await import('../../main.ts')
  const project = await openProject(folder, { environment: terminal.env })
  const from = kind === 'stream' ? name : project.datasets.get(name)?.from
  const readers = [...project.functions.values()].filter(({ on }) => on === from).map((each) => each.name)
  if (wanted === undefined && readers.length !== 1) {
    const why = readers.length === 0 ? 'no function reads it' : `${readers.join(', ')} read it`
    throw new UserError('invalid', `cannot write a case of "${name}": ${why}`, {
      hint: `Name the function: --function ${readers[0] ?? '<name>'}`,
    })
  }
  const tested = wanted ?? readers[0]!
  const declared = project.functions.get(tested)
  const tables = declared ? await tablesOf(declared, folder) : []
  const { gives, rejects, sends, failure } = await tryFunction(project, tested, records, tables)
  if (failure !== undefined) tell(terminal, `function "${tested}" fails on the records: ${failure}`)
  const written: WrittenCaseFile = {
    function: tested,
    name: `recorded from ${name}`,
    given: records,
    gives: declared!.to === undefined || failure !== undefined ? undefined : gives,
    rejects,
    sends: Object.fromEntries(declared!.sends.map((stream) => [stream, sends.get(stream) ?? []])),
  }
  return caseFileText(written)
}

/** The CSV files that it looks into; the rows of a dataset are more than a case should have. */
async function tablesOf(declared: ProjectFunction, folder: string): Promise<readonly CaseTable[]> {
  const { name, tables } = declared
  for (const table of tables) {
    if ('file' in table) continue
    throw new UserError(
      'unsupported',
      `cannot write a case of function "${name}": it looks into dataset "${table.dataset}"`,
      {
        hint: 'Record the records alone (--to fixtures/given.ndjson), and write a case with tables: by hand.',
      },
    )
  }
  const { readTestTables } = await import('../../project/functions/fixture.ts')
  return readTestTables(declared, {}, folder)
}

async function writeNew(file: string, shown: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  try {
    await writeFile(file, content, { flag: 'wx' })
  } catch (cause) {
    const code = systemCode(cause)
    if (code === undefined) throw cause
    const why = code === 'EEXIST' ? 'it is there already' : code
    throw new UserError('conflict', `cannot write "${shown}": ${why}`, { hint: 'Name another file.', cause })
  }
}

function tellReplaced(replaced: readonly Replacement[], terminal: Terminal): void {
  for (const { field, what, values } of replaced)
    tell(terminal, `replaced ${formatCount(values, 'value')} of ${field}: ${what}`)
}
