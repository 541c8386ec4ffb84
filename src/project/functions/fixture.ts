/** Files with records for tests that are programs. */
import { type UserError, UserErrors } from '../../lib/errors.ts'
import type { JsonRecord } from '../../model/record.ts'
import { ProjectFiles } from '../files.ts'
import { readRecords } from './case-records.ts'

/** The records of a file of the project, JSON lines or CSV. Throws `UserErrors`. */
export async function readFixture(file: string, folder: string): Promise<readonly JsonRecord[]> {
  const problems: UserError[] = []
  const records = await readRecords(file, {
    owner: 'a test',
    at: { file, line: 1, column: 1 },
    files: new ProjectFiles(folder),
    tell: (problem) => problems.push(problem),
  })
  if (problems.length > 0) throw new UserErrors(problems)
  return records as readonly JsonRecord[]
}
