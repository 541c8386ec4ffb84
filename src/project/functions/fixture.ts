/** What tests that are programs are given from the project: records and tables, of files or written in the test. */
import { type UserError, UserErrors } from '../../lib/errors.ts'
import type { JsonRecord } from '../../model/record.ts'
import { ProjectFiles } from '../files.ts'
import type { Tell } from '../part.ts'
import type { ProjectFunction } from '../project.ts'
import { readRecords, type WrittenRecords } from './case-records.ts'
import { type CaseTable, readTables } from './case-tables.ts'

/** The records of a file of the project, JSON lines or CSV. Throws `UserErrors`. */
export async function readFixture(file: string, folder: string): Promise<readonly JsonRecord[]> {
  const at = { file, line: 1, column: 1 }
  const files = new ProjectFiles(folder)
  const records = await collect((tell) => readRecords(file, { owner: 'a test', at, files, tell }))
  return records as readonly JsonRecord[]
}

/** The tables that a function looks into. Throws `UserErrors`. */
export function readTestTables(
  declared: ProjectFunction,
  written: Readonly<Record<string, WrittenRecords>>,
  folder: string,
): Promise<readonly CaseTable[]> {
  const files = new ProjectFiles(folder)
  const owner = `function "${declared.name}" in a test`
  return collect((tell) => readTables(declared, written, () => ({ owner, at: declared.at, files, tell })))
}

async function collect<T>(read: (tell: Tell) => Promise<T>): Promise<T> {
  const problems: UserError[] = []
  const found = await read((problem) => problems.push(problem))
  if (problems.length > 0) throw new UserErrors(problems)
  return found
}
